import DossierHost

extension MetricFamily {
    /// Of calls, by method. A method that was never called has no samples.
    static let calls = [
        MetricFamily(
            "dossier_calls_total",
            .counter,
            "Calls that have ended or were refused, by method, protocol and gRPC's name of their status."
        ) { report in
            report.methods.flatMap { method in
                method.calls.map { calls in
                    MetricSample(
                        calls.count,
                        [
                            "service": method.service, "method": method.name, "door": calls.door.name,
                            "status": "\(calls.code)",
                        ]
                    )
                }
            }
        },
        MetricFamily(
            "dossier_call_duration_seconds",
            .histogram,
            "From the arrival of a request to the end of its call; of calls that were not refused."
        ) { report in
            report.methods.filter { !$0.calls.isEmpty }.map { method in
                MetricSample(durations: method.durations, ["service": method.service, "method": method.name])
            }
        },
        MetricFamily("dossier_calls_in_flight", .gauge, "Calls that have not ended.") { report in
            report.modules.map { MetricSample($0.openCalls, ["module": $0.id]) }
        },
        MetricFamily("dossier_streams_in_flight", .gauge, "Those of them whose replies are a stream.") { report in
            [MetricSample(report.openStreams)]
        },
        MetricFamily("dossier_unknown_method_calls_total", .counter, "Calls of methods that no module has.") { report in
            [MetricSample(report.unknownMethods)]
        },
    ]

    /// Of the workers of modules, and the calls that wait for them.
    static let queues = [
        MetricFamily("dossier_queue_depth", .gauge, "Calls that wait for a worker.") { report in
            report.modules.map { MetricSample($0.queue.waiting, ["module": $0.id]) }
        },
        MetricFamily(
            "dossier_queue_urgent_depth",
            .gauge,
            "What waits for a worker and belongs to calls that have begun: hints, events, ends of writes."
        ) { report in
            report.modules.map { MetricSample($0.queue.urgent, ["module": $0.id]) }
        },
        MetricFamily("dossier_queue_wait_seconds", .histogram, "How long calls have waited for a worker.") { report in
            report.modules.map { MetricSample(durations: $0.queue.waits, ["module": $0.id]) }
        },
        MetricFamily(
            "dossier_queue_refused_calls_total",
            .counter,
            "Calls that were refused: the queue was full, or they had waited for too long in one that stood."
        ) { report in
            report.modules.flatMap { module in
                [
                    MetricSample(module.queue.refused, ["module": module.id, "reason": "full"]),
                    MetricSample(module.queue.late, ["module": module.id, "reason": "late"]),
                ]
            }
        },
        MetricFamily("dossier_workers", .gauge, "Workers of a module.") { report in
            report.modules.map { MetricSample($0.queue.workers, ["module": $0.id]) }
        },
        MetricFamily("dossier_workers_busy", .gauge, "Workers of a module that are at work.") { report in
            report.modules.map { MetricSample($0.queue.busy, ["module": $0.id]) }
        },
        MetricFamily("dossier_writes_in_flight", .gauge, "Writes whose ends their module has not been told.") {
            report in
            report.modules.map { MetricSample($0.openWrites, ["module": $0.id]) }
        },
    ]
}
