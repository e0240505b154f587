import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * A pid alone can belong to somebody else by now; together with its start time it cannot.
 * @param {number} pid
 * @returns {{pid: number, since: string | null}}
 */
export function identify(pid) {
  return { pid, since: startTime(pid) };
}

/** @returns {boolean} whether the identified process still lives */
export const isSame = ({ pid, since }) => since !== null && startTime(pid) === since;

function startTime(pid) {
  try {
    if (process.platform !== "linux") {
      const env = { ...process.env, LC_ALL: "C" };
      return (
        execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8", env }).trim() || null
      );
    }
    // Small container images have no `ps`. The name in field 2 may contain blanks, so count from its closing bracket.
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return fields[0] === "Z" ? null : `${boot}/${fields[19]}`;
  } catch {
    return null;
  }
}
