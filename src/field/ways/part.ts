import type { Chapter } from "../../platform/chapter.ts";
import { replyBy } from "../intake/replies.ts";
import { emailRoutes, openEmailDoor } from "./email-door.ts";
import { formRoutes } from "./form-routes.ts";
import { form } from "./form.noun.ts";
import { mediaRoutes } from "./media-routes.ts";
import { mediaJob } from "./media.ts";
import { openRosaRoutes } from "./open-rosa-routes.ts";
import { sendSms, stopSending } from "./send-sms.ts";
import { smsJob } from "./sms-job.ts";
import { smsRoutes } from "./sms-routes.ts";

export const ways: Chapter = {
  name: "ways",
  nouns: [form],
  routes: [...openRosaRoutes, ...smsRoutes, ...formRoutes, ...mediaRoutes, ...emailRoutes],
  jobs: [smsJob, mediaJob],
  async begin(node, log) {
    replyBy("sms", sendSms);
    const closeEmail = await openEmailDoor(node, log);
    return async () => {
      await closeEmail();
      await stopSending(node);
    };
  },
};
