/** The router's links in the clothes of the design. */
import { Anchor, Button, type ButtonProps } from "@mantine/core";
import { createLink } from "@tanstack/react-router";
import type { ComponentPropsWithRef } from "react";

export const TextLink = createLink(Anchor<"a">);

/** A link that looks like a button is still a link: it can be opened in another tab. */
const AnchorButton = (props: ButtonProps & Omit<ComponentPropsWithRef<"a">, keyof ButtonProps>) => <Button component="a" {...props} />;
export const ButtonLink = createLink(AnchorButton);
