"use client";

import { useLocale, useTranslations } from "next-intl";
import { Choice } from "@/components/dashboard/choice";
import { useLane } from "@/components/lane/use-lane";
import { workflowName } from "@/components/new-task/field-label";
import { BatchChoice } from "@/components/tasks/batch-choice";
import { DateChoice } from "@/components/tasks/date-choice";
import { trpc } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { GALLERY_WISHES, galleryWishesOf, WITHOUT_WISH } from "@/lib/gallery-address";
import type { GalleryAddressState } from "./use-gallery-address";

type Props = Pick<GalleryAddressState, "address" | "narrow">;

/** Workflow, batch, account, tag, date: what the row of types and marks does not cover. */
export function GalleryFilterFields({ address, narrow }: Props) {
  const t = useTranslations("gallery.filter");
  const locale = useLocale();
  const { data: workflows = [] } = trpc.workflows.list.useQuery();
  const { data: tags = [] } = trpc.gallery.tags.useQuery();
  const { data: lane } = useLane();
  return (
    <div className="flex flex-col gap-4 *:w-full">
      <Choice
        label={t("workflow")}
        all={t("anyWorkflow")}
        value={address.workflow}
        options={workflows.map((workflow) => ({
          value: workflow.remoteId,
          label: workflowName(workflow, locale),
        }))}
        onChange={(workflow) => narrow({ workflow })}
      />
      <Choice
        label={t("account")}
        all={t("anyAccount")}
        value={address.account}
        options={(lane?.accounts ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(account) => narrow({ account })}
      />
      <Choice
        label={t("tag")}
        all={t("anyTag")}
        value={address.tag}
        options={tags.map((tag) => ({ value: tag, label: tag }))}
        onChange={(tag) => narrow({ tag })}
      />
      <BatchChoice address={address} narrow={narrow} />
      <DateChoice address={address} narrow={narrow} />
      <Button
        variant="outline"
        size="sm"
        className="max-md:h-10"
        disabled={galleryWishesOf(address).length === 0}
        onClick={() => narrow(Object.assign({}, ...GALLERY_WISHES.map((wish) => WITHOUT_WISH[wish])))}
      >
        {t("clear")}
      </Button>
    </div>
  );
}
