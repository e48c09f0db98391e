//! Windows machines with containers of their own.

use super::{Group, Machine, table::PLAIN};

const fn windows(
    id: &'static str,
    name: &'static str,
    asker: &'static str,
    note: &'static str,
    os_version: &'static str,
) -> Machine {
    Machine {
        id,
        name,
        asker,
        note,
        group: Group::Windows,
        os: "windows",
        architecture: "amd64",
        variant: "",
        os_version,
        able: PLAIN,
    }
}

const SERVER: &str = "Windows containers; the build number decides";
const CLIENT: &str = "a Windows client isolates with Hyper-V unless told otherwise";

pub(super) const SERVER_2016: Machine = windows(
    "server-2016",
    "Windows Server 2016",
    "A Windows Server 2016",
    SERVER,
    "10.0.14393",
);
pub(super) const SERVER_2019: Machine = windows(
    "server-2019",
    "Windows Server 2019",
    "A Windows Server 2019",
    SERVER,
    "10.0.17763",
);
pub(super) const SERVER_2022: Machine = windows(
    "server-2022",
    "Windows Server 2022",
    "A Windows Server 2022",
    SERVER,
    "10.0.20348",
);
pub(super) const SERVER_23H2: Machine = windows(
    "server-23h2",
    "Windows Server, version 23H2",
    "A Windows Server 23H2",
    SERVER,
    "10.0.25398",
);
pub(super) const SERVER_2025: Machine = windows(
    "server-2025",
    "Windows Server 2025",
    "A Windows Server 2025",
    SERVER,
    "10.0.26100",
);
pub(super) const WINDOWS_10: Machine = windows(
    "windows-10",
    "Windows 10 22H2",
    "A Windows 10",
    CLIENT,
    "10.0.19045",
);
pub(super) const WINDOWS_11_22H2: Machine = windows(
    "windows-11-22h2",
    "Windows 11 22H2",
    "A Windows 11 22H2",
    CLIENT,
    "10.0.22621",
);
pub(super) const WINDOWS_11_23H2: Machine = windows(
    "windows-11-23h2",
    "Windows 11 23H2",
    "A Windows 11 23H2",
    CLIENT,
    "10.0.22631",
);
pub(super) const WINDOWS_11_24H2: Machine = windows(
    "windows-11-24h2",
    "Windows 11 24H2",
    "A Windows 11 24H2",
    CLIENT,
    "10.0.26100",
);
pub(super) const WINDOWS_11_25H2: Machine = windows(
    "windows-11-25h2",
    "Windows 11 25H2",
    "A Windows 11 25H2",
    CLIENT,
    "10.0.26200",
);
