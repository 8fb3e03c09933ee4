/** The commonest passwords of ten signs and more, in lower case, as published lists of leaked ones have them; shorter ones are refused for their length. */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  `1234567890 12345678910 123456789a a123456789 1234567891 0987654321 9876543210 0123456789 1q2w3e4r5t 1q2w3e4r5t6y
1qaz2wsx3edc 1qazxsw23edc qwertyuiop qwerty12345 qwerty123456 qwertyuiop123 qwerty1234 asdfghjkl1 asdfghjkl123
zxcvbnm123 qazwsxedcrfv qazwsx123456 password123 password12 password1234 password12345 passw0rd123 p@ssw0rd123
p@ssword123 password01 password11 password99 password2020 password2021 password2022 password2023 password2024
password2025 password2026 passwordpassword mypassword mypassword1 mypassword123 iloveyou12 iloveyou123 iloveyou1234
iloveyouforever sunshine123 princess123 football123 baseball123 basketball superman123 batman1234 spiderman123
michael123 jennifer123 charlie123 welcome123 welcome1234 welcome2024 welcome2025 letmein123 letmein1234 letmeinnow
administrator admin12345 admin123456 adminadmin administrator1 changeme123 changeme12 changemenow default123
1111111111 0000000000 1212121212 1010101010 1231231231 123123123123 12341234123 1234512345 123456123456 11223344556
1122334455 112233445566 9999999999 7777777777 5555555555 qwerqwerqwer asdfasdfasdf abcdefghij abcdefghijk abcd123456
abc123456789 abc1234567 aaaaaaaaaa a1b2c3d4e5 a1b2c3d4e5f6 q1w2e3r4t5 q1w2e3r4t5y6 1a2b3c4d5e dragon12345 monkey12345
shadow12345 master12345 summer2024 summer2025 summer2026 winter2024 winter2025 winter2026 spring2025 spring2026
autumn2025 autumn2026 computer123 internet123 samsung123 liverpool1 liverpool123 chelsea123 arsenal123 barcelona1
realmadrid1 manchester1 trustno1trustno1 starwars123 pokemon123 minecraft1 minecraft123 google1234 facebook123
whatever123 freedom123 jordan23jordan nothing123 secret1234 topsecret123 correcthorsebatterystaple vitrine123
vitrine1234 showroom123 contrasena contraseña contrasena123 contraseña123 tequiero123 woaini1314 woaini520 woaini123456
5201314520 1314520520 aa123456789 qq123456789 zxc123456789 rahasia123 bismillah123 bismillah1 indonesia123 sayang12345
katakunci123 mohamed123 allahakbar1 123456789q 123456789z 123qweasdzxc qwe123456789 zaq12wsxcde3 zaq1zaq1zaq1
!qaz2wsx#edc !@#$%^&*() q2w3e4r5t6 1234567890a 1234567890q 12345qwert 12345qwerty 123456qwerty 1234qwerasdf`.split(
    /\s+/,
  ),
);
