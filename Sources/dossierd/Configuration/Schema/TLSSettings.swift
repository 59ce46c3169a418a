/// How connections are encrypted, if they are.
struct TLSSettings: SettingSection {
    static let name = "tls"

    let cert = Setting(
        "tls.cert",
        ValueForm.path("file").optional,
        default: nil,
        reload: .content,
        "Speak TLS, too, on the same port, with this certificate: PEM, the authorities' ones behind it."
    )
    let key = Setting(
        "tls.key",
        ValueForm.path("file").optional,
        default: nil,
        reload: .content,
        "The certificate's private key: PEM, without a passphrase."
    )
    let clientCa = Setting(
        "tls.client-ca",
        ValueForm.path("file").optional,
        default: nil,
        reload: .content,
        """
        Require certificates of TLS clients, signed by one of these authorities: PEM. Without --tls-only, plain text needs \
        none.
        """
    )
    let only = Setting(
        "tls.only",
        option: "tls-only",
        .onOff,
        default: false,
        reload: .value,
        "Refuse plain text, from loopback and of health checks, too."
    )
}
