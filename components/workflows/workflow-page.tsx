"use client";

import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { PlaceAccount } from "@/components/accounts/place";
import { useMayAct } from "@/components/shell/actor-context";
import { trpc } from "@/components/trpc";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import type { WorkflowArrangement, WorkflowView } from "@/lib/workflow-schemas";
import { ChangedBanner } from "./changed-banner";
import { DefaultsForm } from "./defaults-form";
import { FormEditor } from "./form-editor";
import { VersionList } from "./version-list";
import { WorkflowHeader } from "./workflow-header";

const TABS = ["form", "defaults", "versions"] as const;

/** One entry of the library: what it is, how its form is arranged, and the graphs it had. */
export function WorkflowPage({
  initial,
  arrangement,
  accounts,
}: {
  initial: WorkflowView;
  arrangement: WorkflowArrangement;
  accounts: readonly PlaceAccount[];
}) {
  const t = useTranslations("workflow");
  const mayAct = useMayAct();
  const { id } = initial;
  // The list is small and everywhere; the page follows it, so that a name or a version changed here is seen at once.
  const { data: list } = trpc.workflows.list.useQuery();
  const workflow = list?.find((one) => one.id === id) ?? initial;
  const { data } = trpc.workflows.arrangement.useQuery({ id }, { initialData: arrangement });
  const [tab, setTab] = useState<string>("form");
  return (
    <>
      <Link
        href="/workflows"
        className="focus-ring -ml-1 inline-flex items-center gap-1 rounded-sm px-1 text-muted-foreground text-sm hover:text-foreground"
      >
        <ArrowLeft aria-hidden className="size-4" />
        {t("back")}
      </Link>
      <WorkflowHeader workflow={workflow} />
      <div className="mt-4 empty:hidden">
        <ChangedBanner workflow={workflow} />
      </div>
      {!mayAct && <p className="mt-4 text-muted-foreground text-sm">{t("viewer")}</p>}
      <Tabs value={tab} onValueChange={setTab} className="mt-5">
        <TabsList aria-label={workflow.name}>
          {TABS.map((name) => (
            <TabsTrigger key={name} value={name}>
              {t(`tabs.${name}`)}
            </TabsTrigger>
          ))}
        </TabsList>
        {/* Kept while another tab is looked at: what is not saved yet must not be lost. */}
        <TabsContent value="form" forceMount className="data-[state=inactive]:hidden">
          <FormEditor key={JSON.stringify([workflow.versionId, data.form])} id={id} arrangement={data} />
        </TabsContent>
        <TabsContent value="defaults" forceMount className="data-[state=inactive]:hidden">
          <DefaultsForm
            key={JSON.stringify(data.defaults)}
            id={id}
            defaults={data.defaults}
            accounts={accounts}
          />
        </TabsContent>
        <TabsContent value="versions">
          <VersionList workflow={workflow} />
        </TabsContent>
      </Tabs>
    </>
  );
}
