#!/bin/busybox sh
# What runs in the guest: mounts what it needs, tells where the device's registers are, and does what the driver's script says.
# Each line that starts with KINDRED is read by Kindred; a byte to port 0xe9 parts the trace of registers by steps.
export PATH=/bin
/bin/busybox --install -s /bin
mkdir -p /proc /sys /dev
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
modules=$(sed -n 's/.*kindred\.modules=\([^ ]*\).*/\1/p' /proc/cmdline | tr , ' ')
step=0

# step NAME COMMAND…: the guest ends after the first that fails.
step() {
	step=$((step + 1))
	name=$1
	shift
	echo "KINDRED begin $name"
	printf "\\$(printf %o $step)" | dd of=/dev/port bs=1 count=1 seek=233 2>/dev/null
	if "$@"; then
		echo "KINDRED step $name ok"
	else
		echo "KINDRED step $name failed"
		poweroff -f
	fi
}

load() {
	for module in $modules; do
		insmod /mod/$module.ko || return 1
		for section in /sys/module/$module/sections/*text* /sys/module/$module/sections/.*text*; do
			[ -f "$section" ] && echo "KINDRED section $module ${section##*/} $(cat "$section")"
		done
	done
}

unload() {
	backwards=
	for module in $modules; do backwards="$module $backwards"; done
	for module in $backwards; do rmmod $module || return 1; done
}

wait_for() {
	for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
		"$@" && return 0
		sleep 1
	done
	return 1
}

bar=0
while read -r start end flags; do
	[ $bar -lt 6 ] && [ "$end" != 0x0000000000000000 ] && echo "KINDRED bar $bar $start $end"
	bar=$((bar + 1))
done </sys/bus/pci/devices/0000:00:04.0/resource

# A guest that hangs ends itself, on its own clock.
(sleep 120 && echo "KINDRED hung" && poweroff -f) &

step load load
. /exercise.sh
step unload unload
echo "KINDRED end"
poweroff -f
