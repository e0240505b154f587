import { serveReferenceFile } from "@/server/transport/reference";

export async function GET(_request: Request, { params }: { params: Promise<{ file: string }> }) {
  return serveReferenceFile((await params).file);
}
