// The panel on the right: an actor with its ties, or a tie with all that is known of it.

import { byId, h } from "./dom.js";
import { drawActor } from "./actor.js";
import { drawTie } from "./tie.js";

export class Panel {
  constructor(page) {
    this.page = page;
    this.frame = byId("panel");
    this.frame.setAttribute("aria-label", page.t.details);
    this.head = h("div", { class: "head" });
    this.body = h("div", { class: "body" });
    this.closer = h(
      "button",
      {
        type: "button",
        id: "close",
        "aria-label": page.t.close,
        title: page.t.close,
        onclick: () => page.state.select(null),
      },
      "×",
    );
    this.frame.append(this.head, this.body);
    page.state.subscribe((changed) => this.update(changed));
  }

  update(changed) {
    const { selection } = this.page.state;
    if (!selection) return this.close();
    if (this.frame.hidden) this.opener = document.activeElement;
    this.frame.hidden = false;
    const top = this.body.scrollTop;
    const focused = this.frame.contains(document.activeElement) ? document.activeElement : null;
    const [title, ...parts] =
      selection.tie !== undefined ? drawTie(this.page, selection.tie) : drawActor(this.page, selection.actor);
    this.head.replaceChildren(title, this.closer);
    this.body.replaceChildren(...parts.filter(Boolean));
    if (changed === "selection") {
      this.body.scrollTop = 0;
      title.focus({ preventScroll: true });
    } else {
      this.body.scrollTop = top;
      if (focused) this.refocus(focused);
    }
  }

  /** Gives the focus back to what stands for the element that had it before the panel was drawn anew. */
  refocus(before) {
    const again = [...this.frame.querySelectorAll("[data-key]")].find(
      (element) => element.dataset.key === before.dataset.key,
    );
    (before === this.closer ? before : (again ?? this.head.querySelector("h2"))).focus({ preventScroll: true });
  }

  close() {
    if (this.frame.hidden) return;
    const inside = this.frame.contains(document.activeElement);
    this.frame.hidden = true;
    this.head.replaceChildren();
    this.body.replaceChildren();
    if (inside && this.opener?.isConnected) this.opener.focus({ preventScroll: true });
  }
}
