"use client";

import { Tag, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { trpc } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { type GalleryItem, MAX_TAG_LENGTH, tagSchema } from "@/lib/gallery-schemas";
import type { MarksState } from "./use-marks";

/** Tags of one result or of several: those that any of them has can be taken away, a new one goes to all. */
export function TagMenu({ items, marks }: { items: readonly GalleryItem[]; marks: MarksState }) {
  const t = useTranslations("gallery.tags");
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button
          variant="outline"
          size="icon-sm"
          aria-label={t("open")}
          title={t("open")}
          className="max-md:size-10"
        >
          <Tag aria-hidden />
        </Button>
      </PopoverTrigger>
      <PopoverContent aria-label={t("open")} className="flex flex-col gap-3">
        <TagFields items={items} marks={marks} />
      </PopoverContent>
    </Popover>
  );
}

function TagFields({ items, marks }: { items: readonly GalleryItem[]; marks: MarksState }) {
  const t = useTranslations("gallery.tags");
  const listId = useId();
  const [words, setWords] = useState("");
  const { data: known = [] } = trpc.gallery.tags.useQuery();
  const tags = [...new Set(items.flatMap((item) => marks.marksOf(item).tags))].sort();
  const tag = tagSchema.safeParse(words);
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (!tag.success) return;
    setWords("");
    void marks.mark(items, { addTags: [tag.data] });
  };
  return (
    <>
      <form onSubmit={add}>
        <Field label={t("label", { count: items.length })}>
          {(frame) => (
            <span className="flex gap-2">
              <Input
                {...frame}
                value={words}
                list={listId}
                maxLength={MAX_TAG_LENGTH}
                autoComplete="off"
                placeholder={t("placeholder")}
                onChange={(event) => setWords(event.target.value)}
                className="h-8 px-2.5 text-[13px] max-md:h-10 max-md:text-base"
              />
              <datalist id={listId}>
                {known.map((one) => (
                  <option key={one} value={one} />
                ))}
              </datalist>
              <Button type="submit" size="sm" className="max-md:h-10" disabled={!tag.success}>
                {t("add")}
              </Button>
            </span>
          )}
        </Field>
      </form>
      {tags.length > 0 && (
        <ul aria-label={t("given")} className="flex flex-wrap gap-1.5">
          {tags.map((one) => (
            <li
              key={one}
              className="inline-flex h-7 max-w-full items-center rounded-full border bg-card pl-2.5 text-xs max-md:h-10"
            >
              <span className="truncate">{one}</span>
              <Button
                variant="ghost"
                size="icon-xs"
                aria-label={t("remove", { tag: one })}
                className="size-6.5 rounded-full text-muted-foreground max-md:size-10"
                onClick={() => void marks.mark(items, { removeTags: [one] })}
              >
                <X aria-hidden className="size-3.5" />
              </Button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
