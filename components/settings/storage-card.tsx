"use client";

import { useTranslations } from "next-intl";
import { fileSizeText } from "@/components/media/file-size";
import { useMay } from "@/components/shell/actor-context";
import { SectionCard } from "@/components/task/section-card";
import { trpc } from "@/components/trpc";
import type { FileSum, StorageUsage } from "@/lib/storage-schemas";
import { ReadPart } from "./read-part";
import { RetentionForm } from "./retention-form";

/** What the kept files take, how much room is left, and how long results stay. */
export function StorageCard() {
  const t = useTranslations("settings.storage");
  const usage = trpc.storage.usage.useQuery();
  const retention = trpc.storage.retention.useQuery();
  const isAdministrator = useMay("manageFiles");
  return (
    <div id="storage" className="scroll-mt-16">
      <SectionCard title={t("title")}>
        <div className="p-4">
          <p className="max-w-prose text-muted-foreground text-sm">{t("text")}</p>
          <ReadPart query={usage} className="mt-4 h-24">
            {(read) => <Usage usage={read} />}
          </ReadPart>
          <ReadPart query={retention} className="mt-6 h-32">
            {(rules) => (
              <RetentionForm key={JSON.stringify(rules)} rules={rules} isLocked={!isAdministrator} />
            )}
          </ReadPart>
        </div>
      </SectionCard>
    </div>
  );
}

function Usage({ usage }: { usage: StorageUsage }) {
  const t = useTranslations("settings.storage");
  const sum = ({ files, bytes }: FileSum) => t("sum", { size: fileSizeText(bytes), files });
  const { disk, thumbnails } = usage;
  const rows = [
    [t("place"), t(usage.place === "disk" ? "onDisk" : "inBucket")],
    [t("results"), sum(usage.results)],
    ...(usage.protectedResults.files > 0 ? [[t("protected"), sum(usage.protectedResults)] as const] : []),
    [t("uploads"), sum(usage.uploads)],
    [t("thumbnails"), thumbnails === null ? t("notMeasured") : sum(thumbnails)],
    [
      t("disk"),
      disk === null
        ? t("unknown")
        : t("free", { free: fileSizeText(disk.freeBytes), total: fileSizeText(disk.totalBytes) }),
    ],
  ] as const;
  return (
    <dl className="mt-4 grid max-w-xl grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1.5 text-sm">
      {rows.map(([name, words]) => (
        <div key={name} className="contents">
          <dt className="text-muted-foreground">{name}</dt>
          <dd className="tabular-nums [overflow-wrap:anywhere]">{words}</dd>
        </div>
      ))}
    </dl>
  );
}
