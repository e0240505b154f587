"use client";

import dynamic from "next/dynamic";
import { Skeleton } from "@/components/ui/skeleton";

export interface ChartSeries {
  readonly key: string;
  readonly name: string;
  readonly color: string;
  /** Told apart without colours: full, striped or dotted. */
  readonly fill: "full" | "stripes" | "dots";
}

export interface StepChartProps {
  readonly label: string;
  /** One bar each; `name` stands below it. */
  readonly steps: readonly ({ readonly name: string } & Readonly<Record<string, string | number>>)[];
  /** Stand on each other. */
  readonly series: readonly ChartSeries[];
  readonly text: (value: number) => string;
  /** The end of the scale where it is given, for shares. */
  readonly most?: number;
}

/** Bars over time. The library that draws them is loaded with the first chart, and by this page only. */
export const StepChart = dynamic<StepChartProps>(
  () => import("./step-bars").then((module) => module.StepBars),
  {
    ssr: false,
    loading: () => <Skeleton className="h-64" />,
  },
);
