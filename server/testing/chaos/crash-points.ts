/**
 * The places at which a process can be killed or frozen. Each statement of a repository method and each call to
 * RunningHub is one, before and after: `AttemptRepository.accept/2:before`, `create:after`.
 */
import { AccountReadings } from "../../persistence/account-readings";
import { AccountRegister } from "../../persistence/account-register";
import { AccountRepository } from "../../persistence/account-repository";
import { Agenda } from "../../persistence/agenda";
import { AssignmentRepository } from "../../persistence/assignment-repository";
import { AttemptRepository } from "../../persistence/attempt-repository";
import { BreakerRepository } from "../../persistence/breaker";
import { FileRepository } from "../../persistence/file-repository";
import { LaneReader } from "../../persistence/lane-reader";
import { LeaseRepository } from "../../persistence/lease-repository";
import { NextFiles } from "../../persistence/next-files";
import { OrderRepository } from "../../persistence/order-repository";
import { OutputRepository } from "../../persistence/output-repository";
import { SettingRepository } from "../../persistence/setting-repository";
import { SettlementRepository } from "../../persistence/settlement-repository";
import { TaskReader } from "../../persistence/task-reader";
import { TaskRepository } from "../../persistence/task-repository";
import { WatchRepository } from "../../persistence/watch-repository";
import { WebhookRepository } from "../../persistence/webhook-repository";
import { WorkflowLookup } from "../../persistence/workflow-lookup";
import { inOperation } from "./simulated-process";

const REPOSITORIES = {
  AccountReadings,
  AccountRegister,
  AccountRepository,
  AssignmentRepository,
  BreakerRepository,
  LaneReader,
  NextFiles,
  SettlementRepository,
  Agenda,
  AttemptRepository,
  FileRepository,
  LeaseRepository,
  OrderRepository,
  OutputRepository,
  SettingRepository,
  TaskReader,
  TaskRepository,
  WatchRepository,
  WebhookRepository,
  WorkflowLookup,
};

type Method = (this: unknown, ...args: unknown[]) => unknown;
let named = false;

/** Makes each method of the repositories tell its name to the statements it runs. Once per Node process. */
export function nameCrashPoints(): void {
  if (named) return;
  named = true;
  for (const [className, repository] of Object.entries(REPOSITORIES)) {
    const prototype: object = repository.prototype;
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
      if (name === "constructor" || typeof value !== "function") continue;
      const method: Method = value;
      const operation = `${className}.${name}`;
      const traced: Method = function (...args) {
        return inOperation(operation, () => method.apply(this, args));
      };
      Object.defineProperty(prototype, name, { value: traced, configurable: true, writable: true });
    }
  }
}
