/// A setting of the server: one line of the schema.
struct Setting<Value: Sendable>: AnySetting {
    let row: SettingRow
    private let form: ValueForm<Value>
    private let standard: Value

    /// - Parameters:
    ///   - key: where it stands in a file, mappings joined by dots; its environment variable follows from it.
    ///   - option: its name on the command line; nil: the last part of the key.
    ///   - standard: what holds where it is not given.
    ///   - words: which say that better, or the same on every machine.
    init(
        _ key: String,
        option: String? = nil,
        _ form: ValueForm<Value>,
        default standard: Value,
        inWords words: String? = nil,
        reload: SettingRow.Reload = .nothing,
        _ help: String
    ) {
        self.form = form
        self.standard = standard
        row = SettingRow(
            key: key,
            option: option ?? key.split(separator: ".").last.map(String.init) ?? key,
            placeholder: form.placeholder,
            expectation: form.expectation,
            shape: form.shape,
            isSecret: form.isSecret,
            reload: reload,
            help: help,
            standardInWords: words,
            standard: form.show(standard),
            shown: { form.read($0).map(form.show) }
        )
    }

    /// What these texts mean, which have been checked; none: what holds where it is not given.
    func value(of texts: [String]) -> Value { form.read(texts) ?? standard }
}
