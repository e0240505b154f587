/** What results are called when they are saved, by the template that people have set. */
import type { Actor } from "@/lib/actor";
import { DEFAULT_NAME_TEMPLATE, downloadName } from "@/lib/download-name";
import type { OutputRepository } from "../persistence/output-repository";
import type { SettingRepository } from "../persistence/setting-repository";
import { recordOf } from "./audit-record";
import { authorize } from "./rights";

interface Ports {
  readonly outputs: Pick<OutputRepository, "nameFacts">;
  readonly settings: Pick<SettingRepository, "nameTemplate" | "setNameTemplate">;
}

export class ResultNames {
  constructor(private readonly ports: Ports) {}

  async template(): Promise<string> {
    return (await this.ports.settings.nameTemplate()) ?? DEFAULT_NAME_TEMPLATE;
  }

  /** @param template checked. @throws AppError FORBIDDEN */
  async setTemplate(actor: Actor, template: string): Promise<string> {
    authorize(actor, "controlQueue");
    await this.ports.settings.setNameTemplate(
      template,
      recordOf(actor, "files.namesChanged", undefined, { template }),
    );
    return template;
  }

  /** With its ending; for a result that is gone meanwhile, its id. */
  async of(outputId: string): Promise<string> {
    const [template, facts] = await Promise.all([this.template(), this.ports.outputs.nameFacts(outputId)]);
    return facts === null ? outputId : downloadName(template, facts);
  }
}
