# A network card: gets an address and a link, reaches its neighbour, is set up in other ways, and still does.
has_link() { [ "$(cat /sys/class/net/eth0/carrier)" = 1 ]; }

link_up() {
	ip addr add 10.0.2.15/24 dev eth0 && ip link set eth0 up && wait_for has_link
}

settings() {
	ip link set eth0 promisc on && ip link set eth0 promisc off &&
		ip link set eth0 allmulticast on && ip link set eth0 allmulticast off &&
		cat /sys/class/net/eth0/statistics/* >/dev/null
}

again() {
	ip link set eth0 down && ip link set eth0 up && wait_for has_link && ping -c 1 -W 3 10.0.2.2
}

step up link_up
step ping ping -c 3 -W 3 10.0.2.2
step settings settings
step again again
step down ip link set eth0 down
