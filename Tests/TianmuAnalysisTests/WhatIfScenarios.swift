import TestSupport
import TianmuEngine
import TianmuModel

/// Small scenarios with levers whose effect is known in closed form, or that use everything a lever can meet.
enum WhatIfScenarios {
    /// One year from 100: x = 100 e^{σz + drift} + a + b for levers a and b, since a point of growth of 100 is 1.
    static func walk(
        target: String = "above: 110",
        levers: String = "a: {to: x, unit: points, from: 2021, range: [0, 20], value: 0}",
        draws: Int = 16384, sampler: String = "sobol"
    ) throws -> Plan {
        try Pipeline.plan(
            """
            tianmu: 1
            years: {base: 2020, through: 2021}
            draws: {count: \(draws), seed: 5, sampler: \(sampler)}
            indicators:
              x: {unit: 亿元, base: {value: 100, reason: t}, model: random-walk-drift, parameters: {drift: 5, sd: 8}}
              other: {unit: 亿元, base: {value: 100, reason: t}, model: random-walk-drift, parameters: {drift: 5, sd: 8}}
            levers:
              \(levers)
            targets: [{indicator: x, year: 2021, \(target)}]
            """)
    }

    /// Links, shocks, correlations, formulas that look back, a percentage and a level with levers.
    static let everything = """
        tianmu: 1
        years: {base: 2020, through: 2023}
        draws: {count: 1024, seed: 3}
        indicators:
          g: {unit: percent, model: elicited, parameters: {p10: 4, p50: 6, p90: 7, persistence: 0.5}}
          y: {unit: 亿元, base: {value: 100, reason: t}, formula: previous(y) * (1 + g/100)}
          u: {unit: 元, base: {value: 50, reason: t}, model: random-walk-drift, parameters: {drift: 6, sd: 2}}
          r: {unit: 元, base: {value: 30, reason: t}, model: random-walk-drift, parameters: {drift: 7, sd: 2}}
          q: {unit: ratio, formula: u / r}
          away: {unit: 元, base: {value: 30, reason: t}, model: random-walk-drift, parameters: {drift: 7, sd: 2}}
        correlations: {[u, r]: 0.6}
        links:
          - {from: g, to: u, elasticity: {p10: 0.2, p50: 0.5, p90: 0.8}}
          - {from: u, to: r, elasticity: 0.3, lag: 1}
        shocks: [{name: storm, year: 2022, probability: 0.3, effect: {g: {p10: -4, p50: -2, p90: -1}}, recovery: 0.3}]
        levers:
          demand: {to: g, unit: points, from: 2021, range: [-3, 3], value: 0}
          rural: {to: r, unit: points per year, from: 2022, range: [0, 4], value: 0.5}
        targets:
          - {indicator: y, year: 2023, above: 119}
          - {indicator: u, year: 2022, at-least: 56}
          - {indicator: q, year: 2023, at-most: 1.62}
          - {indicator: away, year: 2023, above: 36}
        """
}
