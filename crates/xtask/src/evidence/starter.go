// Starts a program in another root folder the way a container runtime does:
// chroot, then execve itself. The usual commands call execvp, which answers
// ENOEXEC by handing the file to /bin/sh, and so hides what the kernel said.
//
// An error of execve becomes the exit status, 200 more than its number.
package main

import (
	"errors"
	"fmt"
	"os"
	"syscall"
)

func main() {
	root, program := os.Args[1], os.Args[2]
	for _, err := range []error{syscall.Chroot(root), syscall.Chdir("/")} {
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(199)
		}
	}
	err := syscall.Exec(program, []string{program}, []string{"PATH=/usr/bin:/bin"})
	fmt.Fprintln(os.Stderr, &os.PathError{Op: "exec", Path: program, Err: err})
	var number syscall.Errno
	if errors.As(err, &number) {
		os.Exit(200 + int(number))
	}
	os.Exit(199)
}
