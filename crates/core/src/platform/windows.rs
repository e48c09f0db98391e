//! Names of Windows releases by build number.
//!
//! Source: Microsoft's release information,
//! <https://learn.microsoft.com/en-us/windows/release-health/windows-server-release-info> and its Windows 10 and 11 twins. Images are
//! built from the server releases; the client builds are here because hosts report them.

/// The marketing name of a Windows build: `10.0.20348.5622` → `Windows Server 2022`. `None` for builds that are not in the table.
pub fn windows_release(os_version: &str) -> Option<&'static str> {
    let mut parts = os_version.split('.');
    if (parts.next(), parts.next()) != (Some("10"), Some("0")) {
        return None;
    }
    Some(match parts.next()? {
        "14393" => "Windows Server 2016",
        "16299" => "Windows Server, version 1709",
        "17134" => "Windows Server, version 1803",
        "17763" => "Windows Server 2019",
        "18362" => "Windows Server, version 1903",
        "18363" => "Windows Server, version 1909",
        "19041" => "Windows Server, version 2004",
        "19042" => "Windows Server, version 20H2",
        "19045" => "Windows 10 22H2",
        "20348" => "Windows Server 2022",
        "22000" => "Windows 11 21H2",
        "22621" => "Windows 11 22H2",
        "22631" => "Windows 11 23H2",
        "25398" => "Windows Server, version 23H2",
        "26100" => "Windows Server 2025",
        "26200" => "Windows 11 25H2",
        _ => return None,
    })
}

/// The version as a Windows daemon states it: the first three numbers.
pub(super) fn without_revision(version: &str) -> String {
    version.splitn(4, '.').take(3).collect::<Vec<_>>().join(".")
}
