import DossierHost

extension MetricFamily {
    /// Of the whole.
    static let server = [
        MetricFamily("dossier_info", .gauge, "The server's version and its store's engine.") { report in
            [MetricSample(1, ["version": report.version, "engine": report.store.engine])]
        },
        MetricFamily("dossier_draining", .gauge, "1 while the server is going down.") { report in
            [MetricSample(report.isDraining)]
        },
        MetricFamily("dossier_module_serving", .gauge, "1 while a module takes calls.") { report in
            report.modules.map { MetricSample($0.state == .serving, ["module": $0.id, "version": $0.version]) }
        },
    ]

    /// By the names that Prometheus' own clients have for them.
    static let process = [
        MetricFamily("process_cpu_seconds_total", .counter, "User and system time of the process.") { report in
            [MetricSample(nanoseconds: Int64(clamping: report.process.cpuNanoseconds))]
        },
        MetricFamily("process_resident_memory_bytes", .gauge, "Memory of the process that is resident.") { report in
            [MetricSample(report.process.residentBytes)]
        },
        MetricFamily("process_virtual_memory_bytes", .gauge, "Address space of the process.") { report in
            [MetricSample(report.process.virtualBytes)]
        },
        MetricFamily("process_open_fds", .gauge, "File descriptors that are open.") { report in
            [MetricSample(report.process.openFiles)]
        },
        MetricFamily("process_max_fds", .gauge, "File descriptors that may be open.") { report in
            [MetricSample(report.process.openFilesMost)]
        },
        MetricFamily("process_threads", .gauge, "Threads of the process.") { report in
            [MetricSample(report.process.threads)]
        },
        MetricFamily("process_start_time_seconds", .gauge, "When the server was started, by Unix time.") { report in
            [MetricSample(nanoseconds: report.startTime)]
        },
    ]
}
