/** Names and addresses by which only this machine is meant. @param hostname as a URL has it, or a setting */
export function isLoopback(hostname: string): boolean {
  return ["localhost", "::1", "[::1]"].includes(hostname) || /^127(\.\d{1,3}){3}$/.test(hostname);
}
