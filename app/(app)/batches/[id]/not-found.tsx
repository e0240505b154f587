export { BatchGone as default } from "@/components/batches/batch-gone";
