//! The machines.

use super::{Able, Emulator, Group, Machine, windows};

pub(super) const PLAIN: Able = Able {
    level: 0,
    arm32: None,
    emulator: Emulator::None,
};

const fn linux(
    id: &'static str,
    (name, asker): (&'static str, &'static str),
    note: &'static str,
    (architecture, variant): (&'static str, &'static str),
    group: Group,
    able: Able,
) -> Machine {
    Machine {
        id,
        name,
        asker,
        note,
        group,
        os: "linux",
        architecture,
        variant,
        os_version: "",
        able,
    }
}

const fn level(level: u8) -> Able {
    Able { level, ..PLAIN }
}

const fn arm32(runs: bool) -> Able {
    Able {
        arm32: Some(runs),
        ..PLAIN
    }
}

/// The machines to choose from, the most usual first in each group. The first one of a platform stands for it.
pub const MACHINES: &[Machine] = &[
    linux(
        "pc",
        ("Intel or AMD computer", "An Intel or AMD computer"),
        "of no known level; Docker adds the level of its processor, v1 to v4, to the question",
        ("amd64", ""),
        Group::X86,
        PLAIN,
    ),
    linux(
        "pc-v3",
        (
            "Intel or AMD computer with AVX2, asked by Docker",
            "A recent Intel or AMD computer",
        ),
        "Docker states v3 since Engine 29.6, its classic store since 23.0; containerd and Podman state no level",
        ("amd64", "v3"),
        Group::X86,
        level(3),
    ),
    linux(
        "pc-v4",
        (
            "Server with AVX-512, asked by Docker",
            "A server with AVX-512",
        ),
        "Docker states v4; containerd and Podman state no level",
        ("amd64", "v4"),
        Group::X86,
        level(4),
    ),
    linux(
        "pc-v2",
        (
            "Intel or AMD computer without AVX2, asked by Docker",
            "An older Intel or AMD computer",
        ),
        "Docker states v2; so it does on many network drives, and where a virtual machine hides AVX2",
        ("amd64", "v2"),
        Group::X86,
        level(2),
    ),
    linux(
        "intel-mac",
        (
            "Intel Mac, Windows PC with Docker Desktop",
            "Docker Desktop on an Intel computer",
        ),
        "the engine runs in a Linux virtual machine, which brings emulators",
        ("amd64", ""),
        Group::X86,
        Able {
            emulator: Emulator::Qemu,
            ..PLAIN
        },
    ),
    linux(
        "pc-386",
        ("32-bit PC", "A 32-bit PC"),
        "",
        ("386", ""),
        Group::X86,
        PLAIN,
    ),
    linux(
        "arm64",
        ("Any 64-bit Arm machine", "A 64-bit Arm machine"),
        "Macs, servers and boards; engines state v8 on all of them, whatever the processor",
        ("arm64", "v8"),
        Group::Arm,
        PLAIN,
    ),
    linux(
        "apple-silicon",
        (
            "Apple-silicon Mac with Docker Desktop",
            "An Apple-silicon Mac",
        ),
        "the engine runs in a Linux virtual machine; the processor runs no 32-bit Arm",
        ("arm64", "v8"),
        Group::Arm,
        Able {
            arm32: Some(false),
            emulator: Emulator::RosettaOrQemu,
            ..PLAIN
        },
    ),
    linux(
        "windows-on-arm",
        (
            "Windows PC with an Arm processor, Docker Desktop",
            "Docker Desktop on an Arm processor",
        ),
        "the engine runs in a Linux virtual machine, which brings emulators",
        ("arm64", "v8"),
        Group::Arm,
        Able {
            emulator: Emulator::Qemu,
            ..PLAIN
        },
    ),
    linux(
        "pi-64",
        (
            "Raspberry Pi 3 to 5 with a 64-bit system",
            "A Raspberry Pi with a 64-bit system",
        ),
        "a 64-bit engine states arm64, whatever programs you start",
        ("arm64", "v8"),
        Group::Arm,
        PLAIN,
    ),
    linux(
        "graviton-3",
        ("AWS Graviton2 or 3", "A Graviton3 server"),
        "runs 32-bit Arm programs",
        ("arm64", "v8"),
        Group::Arm,
        arm32(true),
    ),
    linux(
        "graviton-4",
        ("AWS Graviton4 or 5", "A Graviton4 server"),
        "runs no 32-bit Arm programs, yet the engine offers them",
        ("arm64", "v8"),
        Group::Arm,
        arm32(false),
    ),
    linux(
        "pi-32",
        (
            "Raspberry Pi 2 to 4 with a 32-bit system",
            "A Raspberry Pi with a 32-bit system",
        ),
        "the system decides, not the processor",
        ("arm", "v7"),
        Group::Arm,
        PLAIN,
    ),
    linux(
        "pi-32-on-64",
        (
            "Raspberry Pi 4 or 5 with a 32-bit system on a 64-bit kernel",
            "A 32-bit Raspberry Pi on a 64-bit kernel",
        ),
        "uname says aarch64, yet the 32-bit engine states arm; the kernel tells it version 8",
        ("arm", "v8"),
        Group::Arm,
        PLAIN,
    ),
    linux(
        "pi-zero",
        ("Raspberry Pi Zero, Pi 1", "A Raspberry Pi Zero"),
        "an ARMv6 processor; where the kernel calls it 7, its model name gives it away",
        ("arm", "v6"),
        Group::Arm,
        PLAIN,
    ),
    linux(
        "arm-v5",
        ("Older network drive or router", "A machine with ARMv5"),
        "an ARMv5 processor without floating point; few images are built for it",
        ("arm", "v5"),
        Group::Arm,
        PLAIN,
    ),
    Machine {
        id: "mac-native",
        name: "Mac, asked by a client on macOS itself",
        asker: "A client on macOS",
        note: "states darwin, which hardly any image has; containerd and regctl then take Linux",
        group: Group::Arm,
        os: "darwin",
        architecture: "arm64",
        variant: "",
        os_version: "",
        able: PLAIN,
    },
    linux(
        "ibm-z",
        ("IBM Z, LinuxONE", "An IBM Z machine"),
        "",
        ("s390x", ""),
        Group::Others,
        PLAIN,
    ),
    linux(
        "power",
        ("IBM POWER", "A POWER machine"),
        "a variant such as power9 has to be named exactly",
        ("ppc64le", ""),
        Group::Others,
        PLAIN,
    ),
    linux(
        "risc-v",
        ("RISC-V board", "A RISC-V board"),
        "a profile such as rva22u64 has to be named exactly",
        ("riscv64", ""),
        Group::Others,
        PLAIN,
    ),
    linux(
        "loongarch",
        ("LoongArch computer", "A LoongArch computer"),
        "",
        ("loong64", ""),
        Group::Others,
        PLAIN,
    ),
    windows::SERVER_2016,
    windows::SERVER_2019,
    windows::SERVER_2022,
    windows::SERVER_23H2,
    windows::SERVER_2025,
    windows::WINDOWS_10,
    windows::WINDOWS_11_22H2,
    windows::WINDOWS_11_23H2,
    windows::WINDOWS_11_24H2,
    windows::WINDOWS_11_25H2,
];
