/** Saved views of the task list: a person's own, and those that are shared with everybody. */
import type { Actor } from "@/lib/actor";
import { AppError } from "@/lib/errors";
import { isUuid } from "@/lib/uuid";
import type { ChangeView, SavedView, SaveView } from "@/lib/view-schemas";
import type { StoredView, ViewRepository } from "../persistence/view-repository";
import { authorize } from "./rights";

type Views = Pick<ViewRepository, "visibleTo" | "find" | "save" | "change" | "remove">;

export class ViewService {
  constructor(private readonly views: Views) {}

  /** By name. */
  async list(actor: Actor): Promise<SavedView[]> {
    return (await this.views.visibleTo(actor.id)).map((view) => viewFor(actor, view));
  }

  /** Saves under a name; the same name again replaces. @throws AppError FORBIDDEN */
  async save(actor: Actor, wishes: SaveView): Promise<SavedView> {
    if (actor.kind !== "user")
      throw new AppError("FORBIDDEN", "Views belong to people; sign in instead of using a token");
    if (wishes.shared) authorize(actor, "shareViews");
    return this.get(actor, await this.views.save(actor.id, wishes));
  }

  /** @throws AppError VIEW_NOT_FOUND, FORBIDDEN, INVALID_INPUT for a name its owner has given to another one */
  async change(actor: Actor, { id, ...wishes }: ChangeView): Promise<SavedView> {
    const view = await this.changeable(actor, id);
    if (wishes.shared === true && !view.shared) authorize(actor, "shareViews");
    if (!(await this.views.change(id, wishes))) {
      throw new AppError(
        "INVALID_INPUT",
        "name: there is another view of this name; choose a different one",
        {
          field: "name",
          reason: "name-taken",
        },
      );
    }
    return this.get(actor, id);
  }

  /** @throws AppError VIEW_NOT_FOUND, FORBIDDEN */
  async remove(actor: Actor, id: string): Promise<{ id: string; deleted: true }> {
    await this.changeable(actor, id);
    await this.views.remove(id);
    return { id, deleted: true };
  }

  private async get(actor: Actor, id: string): Promise<SavedView> {
    return viewFor(actor, await this.visible(actor, id));
  }

  private async visible(actor: Actor, id: string): Promise<StoredView> {
    const view = isUuid(id) ? await this.views.find(id) : null;
    // Somebody's own view is nobody else's business, not even that it exists.
    if (view === null || !(view.shared || view.ownerId === actor.id))
      throw new AppError("VIEW_NOT_FOUND", "There is no such view");
    return view;
  }

  private async changeable(actor: Actor, id: string): Promise<StoredView> {
    const view = await this.visible(actor, id);
    if (!mayChange(actor, view))
      throw new AppError("FORBIDDEN", `Only ${view.owner} and administrators may change this view`);
    return view;
  }
}

function mayChange(actor: Actor, view: StoredView): boolean {
  return view.ownerId === actor.id || (view.shared && actor.role === "admin");
}

function viewFor(actor: Actor, view: StoredView): SavedView {
  const { id, name, query, shared } = view;
  const owner = view.ownerId === actor.id ? null : view.owner;
  return { id, name, query, shared, owner, mayChange: mayChange(actor, view) };
}
