"use client";

import { CircleAlert } from "lucide-react";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";

/** Why something was not done: what it means here, and the server's own words below. */
export function Refusal({ title, text, detail }: { title?: string; text: string; detail: string }) {
  return (
    <Alert variant="destructive">
      <CircleAlert aria-hidden />
      <AlertDescription>
        {title !== undefined && <AlertTitle>{title}</AlertTitle>}
        <p>{text}</p>
        {detail !== "" && <p className="mt-1 font-mono text-xs">{detail}</p>}
      </AlertDescription>
    </Alert>
  );
}
