import { PageNotFound } from "@/components/page-not-found";

export default function NotFound() {
  return (
    <main className="flex min-h-dvh items-center justify-center">
      <PageNotFound />
    </main>
  );
}
