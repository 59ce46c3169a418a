import ArgumentParser

/// How the value of a setting is written, in a file as on the command line.
struct ValueForm<Value: Sendable>: Sendable {
    /// Stands for the value in a usage: "HOST:PORT".
    let placeholder: String
    /// What it must be: "0 to 86400 seconds".
    let expectation: String
    var shape = SettingRow.Shape.one
    /// It may hold a password.
    var isSecret = false
    /// Nil: the texts are no such value.
    let read: @Sendable ([String]) -> Value?
    /// As it may be shown, without a password. Without one it reads back as the same.
    let show: @Sendable (Value) -> [String]
}

extension ValueForm where Value == Int {
    /// - Parameter unit: what is counted, in the plural.
    static func number(_ range: ClosedRange<Int>, _ unit: String = "") -> Self {
        Self(
            placeholder: unit.isEmpty || unit.contains(" ") ? "n" : unit,
            expectation: "\(range.lowerBound) to \(range.upperBound)\(unit.isEmpty ? "" : " \(unit)")",
            read: { $0.first.flatMap { Int($0) }.flatMap { range.contains($0) ? $0 : nil } },
            show: { [String($0)] }
        )
    }
}

extension ValueForm where Value == Bool {
    /// On the command line it is there or not.
    static var onOff: Self {
        Self(
            placeholder: "true|false",
            expectation: "true or false",
            shape: .flag,
            read: { $0.first.flatMap { Bool($0) } },
            show: { [String($0)] }
        )
    }
}

extension ValueForm where Value == String {
    /// The path of a file or a folder.
    static func path(_ placeholder: String) -> Self {
        Self(
            placeholder: placeholder,
            expectation: "the path of a \(placeholder)",
            read: { $0.first.flatMap { $0.isEmpty || $0.contains("\0") ? nil : $0 } },
            show: { [$0] }
        )
    }
}

extension ValueForm where Value: ExpressibleByArgument {
    /// One word, which says what it is by itself.
    /// - Parameter show: nil: its description, which then must read back as the same.
    static func word(
        _ placeholder: String,
        _ expectation: String,
        isSecret: Bool = false,
        show: @escaping @Sendable (Value) -> String = { "\($0)" }
    ) -> Self {
        Self(
            placeholder: placeholder,
            expectation: expectation,
            isSecret: isSecret,
            read: { $0.first.flatMap { Value(argument: $0) } },
            show: { [show($0)] }
        )
    }
}

extension ValueForm {
    /// The same, or nothing.
    var optional: ValueForm<Value?> {
        .init(
            placeholder: placeholder,
            expectation: expectation,
            shape: shape,
            isSecret: isSecret,
            read: { [read] texts in read(texts).map { .some($0) } },
            show: { [show] value in value.map(show) ?? [] }
        )
    }

    /// Any number of the same.
    var list: ValueForm<[Value]> {
        .init(
            placeholder: placeholder,
            expectation: expectation,
            shape: .list,
            isSecret: isSecret,
            read: { [read] texts in
                let values = texts.compactMap { read([$0]) }
                return values.count == texts.count ? values : nil
            },
            show: { [show] values in values.flatMap(show) }
        )
    }
}
