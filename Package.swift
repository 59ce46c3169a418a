// swift-tools-version: 6.1
import PackageDescription

/// For the targets on a call's way. Debug builds, and so the tests, look for overlapping accesses while they run; in a
/// release that would take a twentieth of a call.
let hot: [SwiftSetting] = [.unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release))]

/// A module of the server: a shared library that exports `dossier_module_entry` and nothing else.
func module(_ name: String) -> Target {
    .target(
        name: name,
        dependencies: ["ModuleKit", "DossierCore", "CDossierModule", "CDossierProtos", "CProtobufC"],
        path: "Plugins/\(name)",
        swiftSettings: hot,
        linkerSettings: [
            .unsafeFlags(["-Xlinker", "--version-script=\(Context.packageDirectory)/Plugins/module.map"])
        ]
    )
}

let nio: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let http1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let posix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let embedded: Target.Dependency = .product(name: "NIOEmbedded", package: "swift-nio")
let tls: Target.Dependency = .product(name: "NIOSSL", package: "swift-nio-ssl")
let tlsEvents: Target.Dependency = .product(name: "NIOTLS", package: "swift-nio")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let settings: Target.Dependency = .product(name: "Configuration", package: "swift-configuration")
let tracing: Target.Dependency = .product(name: "Tracing", package: "swift-distributed-tracing")
let signals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let histogram: Target.Dependency = .product(name: "Histogram", package: "hdrhistogram-swift")

/// The entries of the fuzzer. Ordinarily a test target, which replays the files beside them; with DOSSIER_FUZZ the program
/// of `scripts/fuzz`.
let fuzz: Target = {
    let dependencies: [Target.Dependency] = [
        "DossierCore", "DossierWire", "DossierTransport", "DossierStore", "DossierFormats", "CDossierProtos",
        "CTestProtos", "CProtobufC", nio, posix, embedded,
    ]
    guard Context.environment["DOSSIER_FUZZ"] != nil else {
        return .testTarget(
            name: "FuzzTests",
            dependencies: ["TestSupport"] + dependencies,
            path: "Tests/Fuzz",
            exclude: ["Corpus", "Driver", "Regressions", "seeds.py"]
        )
    }
    return .executableTarget(
        name: "fuzz",
        dependencies: dependencies,
        path: "Tests/Fuzz",
        exclude: ["Corpus", "Regressions", "Replay", "seeds.py"]
    )
}()

let package = Package(
    name: "dossier",
    products: [
        .executable(name: "dossierd", targets: ["dossierd"]),
        .executable(name: "dossier", targets: ["dossier"]),
        .library(name: "dossier-incidents", type: .dynamic, targets: ["Incidents"]),
        .library(name: "dossier-actors", type: .dynamic, targets: ["Actors"]),
        .library(name: "dossier-statements", type: .dynamic, targets: ["Statements"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: []),
        .package(url: "https://github.com/apple/swift-distributed-tracing", from: "1.7.3"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // Floor 0
        .systemLibrary(name: "CNghttp2", pkgConfig: "libnghttp2", providers: [.apt(["libnghttp2-dev"])]),
        .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CProtobufC", pkgConfig: "libprotobuf-c", providers: [.apt(["libprotobuf-c-dev"])]),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
        .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        // Floor 1
        .target(name: "CDossierModule", dependencies: ["CProtobufC"]),
        .target(name: "CDossierProtos", dependencies: ["CProtobufC"]),
        .target(name: "DossierCore"),
        // Floor 2
        .target(
            name: "ModuleKit",
            dependencies: ["DossierCore", "CDossierModule", "CDossierProtos", "CProtobufC"],
            swiftSettings: hot
        ),
        .target(
            name: "DossierWire",
            dependencies: ["DossierCore", "CDossierProtos", "CProtobufC", "CZlib"],
            swiftSettings: hot
        ),
        .target(name: "DossierTLS", dependencies: ["DossierCore", tls]),
        .target(name: "DossierYAML", dependencies: ["DossierCore", "CYAML"]),
        // Floor 3
        .target(
            name: "DossierTransport",
            dependencies: [
                "DossierCore", "DossierWire", "DossierTLS", "CNghttp2", "CProtobufC", nio, http1, posix, tls, tlsEvents,
            ],
            swiftSettings: hot
        ),
        .target(
            name: "DossierStore",
            dependencies: ["DossierCore", "CPostgres", "CSQLite", "CSodium"],
            swiftSettings: hot
        ),
        .target(name: "DossierAccess", dependencies: ["DossierCore", "CSodium", "DossierYAML"]),
        // Floor 4
        .target(
            name: "DossierHost",
            dependencies: [
                "DossierCore", "DossierWire", "DossierTransport", "DossierStore", "DossierAccess", "ModuleKit",
                "CDossierModule", "CDossierProtos", "CProtobufC", logging, nio, posix, tracing,
            ],
            swiftSettings: hot
        ),
        .target(
            name: "DossierClient",
            dependencies: [
                "DossierCore", "DossierWire", "DossierTLS", "CDossierProtos", "CProtobufC", nio, posix, tls, tlsEvents,
            ]
        ),
        .target(
            name: "DossierFormats",
            dependencies: [
                "DossierCore", "DossierWire", "DossierClient", "DossierYAML", "CDossierProtos", "CProtobufC",
            ]
        ),
        .target(
            name: "DossierLoad",
            dependencies: [
                "DossierCore", "DossierWire", "DossierClient", "CNghttp2", nio, posix, histogram,
            ],
            swiftSettings: hot
        ),
        .target(
            name: "DossierAdmin",
            dependencies: ["DossierCore", "DossierTransport", "DossierStore", "DossierHost", nio, http1, posix]
        ),
        // Floor 5
        .executableTarget(
            name: "dossierd",
            dependencies: [
                "DossierCore", "DossierTransport", "DossierStore", "DossierAccess", "DossierHost", "DossierAdmin",
                "DossierWire", "DossierYAML",
                arguments,
                http1, lifecycle, logging, nio, posix, settings, signals, tracing,
            ]
        ),
        .executableTarget(
            name: "dossier",
            dependencies: [
                "DossierCore", "DossierWire", "DossierClient", "DossierFormats", "DossierLoad", "DossierYAML",
                "CDossierProtos", "CProtobufC", arguments,
            ]
        ),
        .target(
            name: "DossierTesting",
            dependencies: [
                "DossierCore", "DossierTransport", "DossierStore", "DossierAccess", "DossierHost", "DossierClient",
                "TestSupport", logging, posix,
            ],
            // The optimizer of Swift 6.3 crashes over it.
            swiftSettings: [.unsafeFlags(["-Onone"], .when(configuration: .release))]
        ),
        module("Incidents"),
        module("Actors"),
        module("Statements"),
        // Tests
        .target(name: "TestSupport", dependencies: ["CDossierModule", "CPostgres"], path: "Tests/TestSupport"),
        .testTarget(name: "HabitTests", dependencies: ["TestSupport"]),
        .testTarget(
            name: "AlbaniaTests",
            dependencies: [
                "TestSupport", "DossierCore", "DossierWire", "DossierClient", "DossierFormats", "DossierTesting",
            ]
        ),
        .testTarget(
            name: "ProtocolTests",
            dependencies: ["TestSupport", "DossierCore", "CDossierProtos", "CProtobufC"]
        ),
        .testTarget(
            name: "ExampleTests",
            dependencies: ["TestSupport", "dossier", "dossierd", "DossierClient", "ModuleKit", "DossierCore"]
        ),
        .testTarget(
            name: "AccessTests",
            dependencies: [
                "TestSupport", "dossierd", "dossier", "DossierHost", "DossierAccess", "DossierStore", "DossierClient",
                "DossierWire", "DossierCore", "CDossierModule", logging,
            ],
            exclude: ["access_calls.py", "rate_calls.py"]
        ),
        .executableTarget(
            name: "StoreWriter",
            dependencies: ["DossierCore", "DossierStore"],
            path: "Tests/StoreWriter"
        ),
        .executableTarget(
            name: "StoreBenchmark",
            dependencies: ["DossierCore", "DossierStore"],
            path: "Benchmarks/Store"
        ),
        .executableTarget(
            name: "MicroBenchmark",
            dependencies: [
                "DossierCore", "DossierWire", "DossierTransport", "DossierStore", "DossierHost",
                "CDossierProtos", "CProtobufC", logging, posix,
            ],
            path: "Benchmarks/Micro"
        ),
        .testTarget(name: "BenchmarkTests", dependencies: ["TestSupport", "MicroBenchmark"]),
        .testTarget(
            name: "DossierStoreTests",
            dependencies: [
                "TestSupport", "StoreWriter", "DossierTesting", "DossierClient", "DossierWire", "DossierStore",
                "DossierCore", "CSQLite",
            ]
        ),
        .testTarget(
            name: "DurabilityTests",
            dependencies: [
                "TestSupport", "DossierTesting", "DossierClient", "DossierWire", "DossierStore", "DossierCore",
                "CDossierProtos",
            ]
        ),
        .testTarget(
            name: "HistoryTests",
            dependencies: ["TestSupport", "dossierd", "DossierClient", "DossierWire", "DossierCore"]
        ),
        .testTarget(
            name: "FaultTests",
            dependencies: [
                "TestSupport", "dossierd", "DossierTesting", "DossierClient", "DossierLoad", "DossierWire",
                "DossierTransport", "DossierStore", "DossierCore",
            ],
            exclude: ["Upgrade/grpc_load.py"]
        ),
        .testTarget(
            name: "InteropTests",
            dependencies: ["TestSupport", "dossierd"],
            exclude: ["Abuse", "Clients/health.py", "Clients/interop.py"]
        ),
        .testTarget(
            name: "ModelTests",
            dependencies: ["TestSupport", "DossierTesting", "DossierClient", "DossierWire", "DossierCore"]
        ),
        .testTarget(
            name: "PictureTests",
            dependencies: [
                "TestSupport", "DossierTesting", "DossierFormats", "DossierClient", "DossierWire", "DossierCore",
            ],
            exclude: ["meaning.py", "records.py", "reference.py"]
        ),
        .testTarget(
            name: "DossierTransportTests",
            dependencies: [
                "TestSupport", "DossierCore", "DossierWire", "DossierTransport", "DossierClient", "CTestProtos", nio,
                posix,
                embedded,
            ],
            exclude: ["grpc_calls.py", "http2_calls.py"]
        ),
        .target(
            name: "CTestProtos",
            dependencies: ["CDossierProtos", "CProtobufC"],
            path: "Tests/CTestProtos",
            exclude: ["wire/kinds.proto", "wire/old.proto"]
        ),
        .testTarget(
            name: "DossierWireTests",
            dependencies: [
                "TestSupport", "DossierWire", "DossierCore", "CDossierProtos", "CTestProtos", "CProtobufC",
            ],
            exclude: ["Support/messages.py"]
        ),
        .testTarget(
            name: "DossierClientTests",
            dependencies: ["DossierCore", "DossierWire", "DossierClient", "CDossierProtos", "CProtobufC"]
        ),
        .testTarget(
            name: "DossierHostTests",
            dependencies: [
                "TestSupport", "dossier", "dossierd", "DossierHost", "DossierAccess", "DossierClient",
                "DossierTransport", "DossierStore", "DossierWire", "ModuleKit", "DossierCore", "CDossierModule",
                "CDossierProtos", logging, posix,
            ]
        ),
        .testTarget(
            name: "ServiceTests",
            dependencies: [
                "DossierTesting", "TestSupport", "DossierClient", "DossierWire", "DossierStore", "DossierCore",
                "CDossierModule", "CDossierProtos", "CProtobufC",
            ],
            exclude: ["Support/reflection.py"]
        ),
        .testTarget(
            name: "DossierFormatsTests",
            dependencies: [
                "TestSupport", "DossierCore", "DossierWire", "DossierClient", "DossierFormats", "DossierTesting",
                "DossierYAML", "DossierAccess", "DossierStore", "CDossierProtos", "CProtobufC",
            ],
            exclude: ["Datasets/recount.py", "Export/bundle.py", "STIX/recount.py"]
        ),
        .testTarget(
            name: "DossierLoadTests",
            dependencies: ["DossierCore", "DossierWire", "DossierClient", "DossierLoad", "DossierTesting"]
        ),
        .testTarget(
            name: "MetricsTests",
            dependencies: [
                "TestSupport", "dossierd", "DossierTesting", "DossierAdmin", "DossierHost", "DossierTransport",
                "DossierStore", "DossierClient", "DossierWire", "DossierCore", "CDossierProtos", posix,
            ],
            exclude: ["alerts.yaml"]
        ),
        .testTarget(
            name: "LogTests",
            dependencies: [
                "TestSupport", "dossierd", "DossierAccess", "DossierHost", "DossierTesting", "DossierClient",
                "DossierWire", "DossierCore", logging, tracing,
            ],
            exclude: ["refused_calls.py", "request_ids.py"]
        ),
        .testTarget(name: "DossierYAMLTests", dependencies: ["DossierYAML", "DossierCore"]),
        .testTarget(
            name: "DossierCLITests",
            dependencies: ["TestSupport", "DossierFormats", "DossierLoad", "DossierWire", "dossier"],
            exclude: ["Datasets"]
        ),
        fuzz,
    ],
    swiftLanguageModes: [.v6]
)
