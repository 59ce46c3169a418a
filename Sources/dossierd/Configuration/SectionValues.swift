/// The values of a section's settings, by their names in the schema.
@dynamicMemberLookup
struct SectionValues<Section: SettingSection> {
    let settings: Settings

    subscript<Value>(dynamicMember path: KeyPath<Section, Setting<Value>>) -> Value {
        let setting = Section()[keyPath: path]
        return setting.value(of: settings[setting.row].texts)
    }
}
