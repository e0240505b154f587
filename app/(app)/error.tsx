"use client";

import { PageCrash } from "@/components/page-crash";

export default function AppError({ error, retry }: { error: unknown; retry: () => void }) {
  return <PageCrash error={error} retry={retry} />;
}
