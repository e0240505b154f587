"use client";

import { PageCrash } from "@/components/page-crash";

export default function ResultsError({ error, retry }: { error: unknown; retry: () => void }) {
  return <PageCrash error={error} retry={retry} />;
}
