import type { ReactNode } from "react";
import { Doorstep } from "@/components/auth/doorstep";

export default function AuthLayout({ children }: { children: ReactNode }) {
  return <Doorstep>{children}</Doorstep>;
}
