"use client";

import { FileJson } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { useDropzone } from "react-dropzone";
import { useErrorText } from "@/components/error-text";
import { useLane } from "@/components/lane/use-lane";
import { readWorkflowSource } from "@/components/new-task/workflow-source";
import { trpc } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { errorMessage } from "@/lib/client-error";
import { cn } from "@/lib/utils";
import { MAX_GRAPH_CHARACTERS, type WorkflowDetail } from "@/lib/workflow-schemas";
import { ImportDetails } from "./import-details";
import { type ImportChoices, importInput } from "./import-input";
import { ImportText } from "./import-text";

const NO_CHOICES: ImportChoices = { digitsName: "workflow", name: "", baseId: "" };
/** A text field slows the page down with more than this. */
const MAX_SHOWN_CHARACTERS = 100_000;

/** What there is to import: the text, and a name to show in its place where it is too long or came as a file. */
interface Given {
  readonly text: string;
  readonly label: string | null;
}
const NOTHING: Given = { text: "", label: null };

/** One field for everything a workflow can be named by; what was recognised is said below it before anything is sent. */
export function ImportPanel({ onImported }: { onImported: (workflow: WorkflowDetail) => void }) {
  const t = useTranslations("newTask.source");
  const errorText = useErrorText();
  const utils = trpc.useUtils();
  const needsBaseId = useLane().data?.simulator === false;
  const [given, setGiven] = useState(NOTHING);
  const [choices, setChoices] = useState(NO_CHOICES);
  const [fileProblem, setFileProblem] = useState<string | null>(null);
  const source = useMemo(() => readWorkflowSource(given.text, MAX_GRAPH_CHARACTERS), [given.text]);
  const input = importInput(source, choices, needsBaseId);
  const send = trpc.workflows.import.useMutation({
    onSuccess: (workflow) => {
      void utils.workflows.invalidate();
      onImported(workflow);
    },
  });
  const change = (next: Given) => {
    setGiven(next);
    setFileProblem(null);
    send.reset();
  };
  const takeText = (text: string) =>
    change({ text, label: text.length > MAX_SHOWN_CHARACTERS ? t("pastedText") : null });
  const takeFile = async ([file]: readonly File[]) => {
    if (file === undefined) return;
    if (!/\.json$/i.test(file.name)) return setFileProblem(t("problems.notJsonFile", { name: file.name }));
    // A character takes up to four bytes, and an exported entry holds its graph as text in text.
    if (file.size > MAX_GRAPH_CHARACTERS * 4) return setFileProblem(t("problems.tooLarge"));
    change({ text: await file.text(), label: file.name });
    setChoices((before) => ({ ...before, name: before.name || file.name.replace(/\.json$/i, "") }));
  };
  const { getRootProps, getInputProps, inputRef, isDragActive, open } = useDropzone({
    onDrop: (files) => {
      void takeFile(files);
      // The same file may be chosen again after a correction: only an emptied input tells of it.
      if (inputRef.current) inputRef.current.value = "";
    },
    noClick: true,
    noKeyboard: true,
    multiple: false,
  });
  const problem = source.kind === "unreadable" ? t(`problems.${source.problem}`) : fileProblem;
  return (
    <div
      {...getRootProps()}
      className={cn("rounded-md", isDragActive && "outline-2 outline-primary outline-offset-8")}
    >
      <form
        noValidate
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (input !== null) send.mutate(input);
        }}
      >
        <input {...getInputProps({ accept: ".json,application/json", "aria-label": t("chooseFile") })} />
        <ImportText
          text={given.text}
          label={given.label}
          problem={problem}
          hint={source.kind === "empty" ? t("hint") : null}
          maxPaste={MAX_SHOWN_CHARACTERS}
          onText={takeText}
          onClear={() => change(NOTHING)}
        />
        <ImportDetails source={source} choices={choices} needsBaseId={needsBaseId} onChange={setChoices} />
        {send.error && (
          <div role="alert" className="text-destructive-text text-sm [overflow-wrap:anywhere]">
            <p>{errorText(send.error)}</p>
            <p className="mt-1 font-mono text-xs">{errorMessage(send.error)}</p>
          </div>
        )}
        <div className="flex flex-wrap gap-2">
          <Button type="submit" disabled={input === null} busy={send.isPending}>
            {t(source.kind === "entry" ? "importEntry" : "import")}
          </Button>
          <Button variant="outline" onClick={open}>
            <FileJson aria-hidden />
            {t("chooseFile")}
          </Button>
          {given.text !== "" && (
            <Button variant="ghost" onClick={() => change(NOTHING)}>
              {t("clear")}
            </Button>
          )}
        </div>
      </form>
    </div>
  );
}
