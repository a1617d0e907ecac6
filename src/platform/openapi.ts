/** OpenAPI 3.1 from the route table, for other people's programs; our own web client takes its types from the table itself. */
import { z } from "zod";
import type { AnyRoute } from "./http.ts";

export function openApi(routes: readonly AnyRoute[], version: string) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, "{$1}");
    (paths[path] ??= {})[route.method.toLowerCase()] = operation(route);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Falémé", version, license: { name: "AGPL-3.0-or-later", identifier: "AGPL-3.0-or-later" },
      description: "Early warning and cross-border response for border regions. Areas, places, routes and events only; no field of any reply describes a person. `?world=exercise` moves a request into the exercise.",
    },
    paths,
    components: {
      securitySchemes: { session: { type: "apiKey", in: "cookie", name: "faleme.session_token" } },
      responses: { problem: { description: "What went wrong and what to do, in the caller’s language (RFC 9457)", content: { "application/problem+json": {} } } },
    },
    security: [{ session: [] }],
  };
}

function operation(route: AnyRoute) {
  const isOpen = typeof route.may === "object" && "anyone" in route.may;
  const parameters = [...parametersOf(route.params, "path"), ...parametersOf(route.query, "query")];
  return {
    summary: route.summary,
    tags: [route.tag ?? "house"],
    "x-permission": typeof route.may === "string" ? route.may : isOpen ? "none" : "strangersOnly" in route.may ? `the open door ${route.may.door}` : `${(route.may as { permission: string }).permission}, or the open door ${(route.may as { door: string }).door}`,
    ...(isOpen ? { security: [] } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(route.body ? { requestBody: { required: true, content: { "application/json": { schema: jsonSchema(route.body) } } } } : {}),
    responses: {
      200: { description: "Done", ...(route.reply ? { content: { "application/json": { schema: jsonSchema(route.reply, "output") } } } : {}) },
      default: { $ref: "#/components/responses/problem" },
    },
  };
}

function parametersOf(schema: z.ZodType | undefined, where: "path" | "query") {
  if (!schema) return [];
  const { properties = {}, required = [] } = jsonSchema(schema) as { properties?: Record<string, object>; required?: string[] };
  return Object.entries(properties).map(([name, of]) => ({ name, in: where, required: where === "path" || required.includes(name), schema: of }));
}

function jsonSchema(schema: z.ZodType, io: "input" | "output" = "input"): Record<string, unknown> {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any", target: "draft-2020-12" }) as Record<string, unknown>;
  return rest;
}
