/// A setting whose type of value does not matter.
protocol AnySetting: Sendable {
    var row: SettingRow { get }
}
