/** The form fields of the versions that tasks are sent from: a graph of megabytes is read and parsed once, not at each submit. */
import { applyFormSettings } from "@/lib/workflow-arrange";
import { workflowForm } from "@/lib/workflow-form";
import type { FormField } from "@/lib/workflow-schemas";
import { NO_SETTINGS } from "@/lib/workflow-settings";
import type { Order, OrderRepository } from "../persistence/order-repository";

const KEPT_VERSIONS = 32;

type OfVersion = Pick<Order, "kind" | "versionId" | "graph" | "formSettings">;
type Fields = readonly FormField[];

export class VersionFields {
  /** The one used last comes last; what a version holds never changes. */
  private readonly kept = new Map<string, Promise<Fields>>();

  constructor(private readonly orders: Pick<OrderRepository, "versionContent">) {}

  /** As people arranged them now; none without a version. */
  async of(order: OfVersion): Promise<Fields> {
    if (order.versionId === null) return [];
    return applyFormSettings(await this.made(order.versionId, order), order.formSettings ?? NO_SETTINGS);
  }

  private made(versionId: string, order: OfVersion): Promise<Fields> {
    const made = this.kept.get(versionId) ?? this.make(versionId, order);
    this.kept.delete(versionId);
    this.kept.set(versionId, made);
    const [oldest] = this.kept.keys();
    if (this.kept.size > KEPT_VERSIONS && oldest !== undefined) this.kept.delete(oldest);
    // A database that went away is asked again.
    made.catch(() => this.kept.delete(versionId));
    return made;
  }

  private async make(versionId: string, { kind, graph }: OfVersion): Promise<Fields> {
    const content = graph ?? (await this.orders.versionContent(versionId));
    try {
      return workflowForm(kind, content).fields;
    } catch {
      // Content that a newer version of this program reads otherwise must not keep the task from running.
      return [];
    }
  }
}
