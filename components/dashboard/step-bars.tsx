"use client";

import { useId } from "react";
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import type { ChartSeries, StepChartProps } from "./step-chart";

const AXIS = { fontSize: 12, fill: "var(--muted-foreground)" };

export function StepBars({ label, steps, series, text, most }: StepChartProps) {
  const patterns = useId().replaceAll(":", "");
  return (
    <figure aria-label={label}>
      <div className="h-56">
        <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 480, height: 224 }}>
          <BarChart
            data={[...steps]}
            margin={{ top: 4, right: 4, bottom: 0, left: 0 }}
            accessibilityLayer
            title={label}
          >
            <defs>
              {series.map((one) => (
                <FillPattern key={one.key} id={`${patterns}-${one.key}`} color={one.color} fill={one.fill} />
              ))}
            </defs>
            <CartesianGrid vertical={false} stroke="var(--border)" />
            <XAxis
              dataKey="name"
              tick={AXIS}
              tickLine={false}
              stroke="var(--border-strong)"
              minTickGap={16}
            />
            <YAxis
              tick={AXIS}
              tickLine={false}
              axisLine={false}
              width={56}
              allowDecimals={most !== undefined}
              domain={[0, most ?? "auto"]}
              tickFormatter={text}
            />
            <Tooltip
              cursor={{ fill: "var(--accent)" }}
              isAnimationActive={false}
              formatter={(value) => text(Number(value))}
              contentStyle={{
                background: "var(--popover)",
                color: "var(--popover-foreground)",
                border: "1px solid var(--border)",
                borderRadius: 8,
                fontSize: 13,
              }}
              itemStyle={{ color: "var(--popover-foreground)" }}
            />
            {series.map(({ key, name }) => (
              <Bar
                key={key}
                dataKey={key}
                name={name}
                stackId="all"
                fill={`url(#${patterns}-${key})`}
                maxBarSize={32}
                isAnimationActive={false}
              />
            ))}
          </BarChart>
        </ResponsiveContainer>
      </div>
      {series.length > 1 && (
        <figcaption className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-xs">
          {series.map((one) => (
            <span key={one.key} className="flex min-w-0 items-center gap-1.5">
              <svg aria-hidden="true" width="12" height="12" className="shrink-0 rounded-sm">
                <defs>
                  <FillPattern id={`${patterns}-${one.key}-key`} color={one.color} fill={one.fill} />
                </defs>
                <rect width="12" height="12" fill={`url(#${patterns}-${one.key}-key)`} />
              </svg>
              <span className="min-w-0 [overflow-wrap:anywhere]">{one.name}</span>
            </span>
          ))}
        </figcaption>
      )}
    </figure>
  );
}

function FillPattern({ id, color, fill }: Pick<ChartSeries, "color" | "fill"> & { id: string }) {
  return (
    <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect width="6" height="6" fill={color} />
      {fill === "stripes" && <rect width="2" height="6" fill="var(--card)" />}
      {fill === "dots" && <circle cx="3" cy="3" r="1.5" fill="var(--card)" />}
    </pattern>
  );
}
