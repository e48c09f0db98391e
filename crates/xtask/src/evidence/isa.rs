//! The seven instruction sets that the figure compares, and where each one's
//! instructions hold an immediate value.

/// A run of an instruction's bits that holds bits of the constant.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Which instruction of the function, from zero.
    pub instruction: usize,
    /// The field's lowest bit, counted from the lowest of the instruction read
    /// as one number in the byte order of the instruction set.
    pub lowest: usize,
    /// How many bits.
    pub bits: usize,
    /// Which bit of the constant the lowest one holds; 0 is the least.
    pub constant: usize,
}

/// One instruction set as clang and Debian know it.
pub struct Isa {
    pub id: &'static str,
    /// clang's target.
    pub target: &'static str,
    /// What llvm-objdump needs to read bare bytes as Linux distributions use
    /// this instruction set; an object file says it itself.
    pub features: Option<&'static str>,
    pub big_endian: bool,
    /// How many bits of the constant a `long` keeps.
    pub long_bits: usize,
    /// Where the compiled constant is, by the encoding of each instruction.
    pub fields: &'static [Field],
}

const fn field(instruction: usize, lowest: usize, bits: usize, constant: usize) -> Field {
    Field {
        instruction,
        lowest,
        bits,
        constant,
    }
}

/// All of them, the two of the default view first.
pub const ISAS: &[Isa] = &[
    Isa {
        id: "x86_64",
        target: "x86_64-linux-gnu",
        features: None,
        big_endian: false,
        long_bits: 64,
        // REX.W B8+rd io: two bytes of prefix and opcode, then the value.
        fields: &[field(0, 16, 64, 0)],
    },
    Isa {
        id: "aarch64",
        target: "aarch64-linux-gnu",
        features: None,
        big_endian: false,
        long_bits: 64,
        // MOVZ and MOVK: imm16 in bits 20 to 5.
        fields: &[
            field(0, 5, 16, 0),
            field(1, 5, 16, 16),
            field(2, 5, 16, 32),
            field(3, 5, 16, 48),
        ],
    },
    Isa {
        id: "armv7",
        target: "armv7-linux-gnueabihf",
        features: None,
        big_endian: false,
        long_bits: 32,
        // MOVW and MOVT: imm4 in bits 19 to 16, imm12 in bits 11 to 0.
        fields: &[
            field(0, 0, 12, 0),
            field(0, 16, 4, 12),
            field(1, 0, 12, 16),
            field(1, 16, 4, 28),
        ],
    },
    Isa {
        id: "s390x",
        target: "s390x-linux-gnu",
        features: None,
        big_endian: true,
        long_bits: 64,
        // RIL-a: the value is the last 32 of 48 bits.
        fields: &[field(0, 0, 32, 32), field(1, 0, 32, 0)],
    },
    Isa {
        id: "ppc64le",
        target: "powerpc64le-linux-gnu",
        features: None,
        big_endian: false,
        long_bits: 64,
        // lis and ori build 0x04488CD1, rldic shifts it left by 34, which gives
        // 0x1122334400000000: its bits 32 and 33 are zeros that nothing carries.
        fields: &[
            field(0, 0, 14, 50),
            field(1, 0, 16, 34),
            field(3, 0, 16, 16),
            field(4, 0, 16, 0),
        ],
    },
    Isa {
        id: "riscv64",
        target: "riscv64-linux-gnu",
        features: Some("+m,+a,+f,+d,+c"),
        big_endian: false,
        long_bits: 64,
        // Nothing: the value is in a data section.
        fields: &[],
    },
    Isa {
        id: "i386",
        target: "i386-linux-gnu",
        features: None,
        big_endian: false,
        long_bits: 32,
        // B8+rd id.
        fields: &[field(0, 8, 32, 0)],
    },
];
