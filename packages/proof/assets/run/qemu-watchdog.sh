# A watchdog: is started, fed for a while and stopped in the way that it allows.
feed() {
	watchdog -F -t 1 -T 30 /dev/watchdog &
	sleep 4
	kill $!
	wait $!
	return 0
}

opens() { [ -c /dev/watchdog ]; }

step appears wait_for opens
step feed feed
