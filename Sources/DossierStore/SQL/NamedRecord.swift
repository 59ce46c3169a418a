/// A record that another one names, as the writer finds it.
struct NamedRecord {
    var key: Int64
    /// Of its latest version.
    var state = RecordView.Before.none
    var mark = StoredMark(tlp: 0, need: 0)
}
