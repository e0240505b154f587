"use client";

import type { ReactNode } from "react";
import { ReadFailure } from "@/components/read-failure";
import { Skeleton } from "@/components/ui/skeleton";
import { useLast } from "@/components/use-last";

interface ReadPartProps<T> {
  readonly query: {
    readonly data: T | undefined;
    readonly error: unknown;
    readonly isFetching: boolean;
    readonly refetch: () => unknown;
  };
  /** Size and place of its skeleton. */
  readonly className: string;
  readonly children: (data: T) => ReactNode;
}

/** A part of a card that shows what was read: until then its skeleton, or why it could not be read. */
export function ReadPart<T>({ query, className, children }: ReadPartProps<T>) {
  const { data, error, isFetching, refetch } = query;
  // A query that is asked once more forgets its failure; the button that was pressed stays in its place.
  const failure = useLast<unknown>(error);
  if (data !== undefined) return children(data);
  if (failure === null) return <Skeleton className={className} />;
  return (
    <ReadFailure
      words="settings.error"
      error={failure}
      onRetry={() => void refetch()}
      retrying={isFetching}
      className="py-8"
    />
  );
}
