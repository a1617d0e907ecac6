// May the office write back? Only for who wants it, and after it was said what an SMS gives away.
import { element } from "../element.ts";
import { icon } from "../icons.ts";
import { notice } from "../page.ts";
import { latinDigits } from "../vault.ts";
import { word } from "../words.ts";
import type { Question } from "./asking.ts";

const NUMBER = /^\+?\d{8,15}$/;

export const reply: Question = {
  name: "reply",
  isAnswered: ({ phone }) => phone !== undefined,
  body({ draft, keep }) {
    const fault = element("p", { class: "fault", role: "alert", id: "phone-fault" });
    const input = element("input", {
      type: "tel", inputmode: "tel", autocomplete: "off", id: "phone", dir: "ltr", maxlength: 24, placeholder: "+221 …", value: draft.phone ?? "", "aria-describedby": "phone-fault",
      oninput: () => {
        const number = latinDigits(input.value).replaceAll(/[\s().-]/g, "");
        const isNumber = NUMBER.test(number);
        fault.textContent = number === "" || isNumber || document.activeElement === input ? "" : word("reply.not-a-number");
        void keep({ phone: isNumber ? number : undefined });
      },
      onblur: () => { fault.textContent = input.value.trim() === "" || NUMBER.test(latinDigits(input.value).replaceAll(/[\s().-]/g, "")) ? "" : word("reply.not-a-number"); },
    });
    return [
      element("p", {}, word("reply.receipt-is-enough")),
      notice("warn", icon("warn"), word("sms.not-anonymous")),
      element("div", { class: "field" }, element("label", { for: "phone" }, icon("phone"), word("reply.number")), input, fault),
      element("p", { class: "quiet" }, word("reply.kept")),
    ];
  },
};
