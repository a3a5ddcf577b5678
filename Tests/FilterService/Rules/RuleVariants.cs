namespace LlmAspire.Tests.FilterService.Rules;

/// <summary>
/// The forms in which people and machines write what the rules look for. The part within <c>«»</c> must not come through, and all else must.
/// Secrets are made of <see cref="Run"/>, so that none of them looks like a real one.
/// </summary>
internal static class RuleVariants
{
    private const string Hex = "0123456789abcdef";

    /// <summary>E-mail addresses.</summary>
    public static IReadOnlyList<string> Emails { get; } =
    [
        "«user.name+tag+sorting@example.com»", "«1234567890@example.com»", "«_______@example.com»", "«o'connor@example.ie»", "«ELLEN.SMITH@EXAMPLE.COM»",
        "«user@xn--mnchen-3ya.de»", "«info@bücher.example»", "«ülrich@example.de»", "«Ørsted@example.dk»", "«иван@почта.рф»", "«δοκιμή@παράδειγμα.gr»",
        "«user@例え.jp»", "«user@例子.公司»", "用户«@例子.com»", "«\"john.doe\"@example.com»", "\"john doe\"«@example.com»", "«user@[192.168.17.3]»",
        "<«jane.doe@example.com»>", "[Mail](mailto:«jane@example.com»)", "«jane@example.com»;«bob@example.com»,«eve@example.net»", "你好«jane@example.com»。",
        "{\"email\":\"«jane.doe@example.com»\"}", "https://x.test/?e=«jane@example.com»&y", "«user@sub_domain.example.com»", "write to «a@b.co».",
    ];

    /// <summary>Phone numbers, international.</summary>
    public static IReadOnlyList<string> InternationalPhones { get; } =
    [
        "«+1.212.555.0187»", "«+1(212)555-0187»", "«+44(0)2079460321»", "«+49/30/123456»", "«+49 (0) 171 / 234 56 78»", "«+33.1.42.68.53.00»", "«(+34) 612 345 678»",
        "«+39 333 123 45 67»", "«+31 (0)20 1234567»", "«0041 79 123 45 67»", "«+43/1/5137500»", "«(+48) 22 123 45 67»", "«+55 11 9 1234-5678»", "«+91-9876543210»",
        "«+86 (0)10 6552 9988»", "«+81 (0)3-1234-5678»", "«+61 (02) 9876 5432»", "«0011 61 412 345 678»", "«011 44 20 7946 0321»", "Tel.:«0044 20 7946 0321»",
        "Tel.:«0055 11 91234-5678»", "tel:«+81-3-1234-5678»", "«+971 50 123 4567»", "«+880 1712-345678»", "(«+65 8123 4567»)",
    ];

    /// <summary>Phone numbers as they are written at home.</summary>
    public static IReadOnlyList<string> NationalPhones { get; } =
    [
        "«(212)-555-0187»", "«(212) 5550187»", "«212-5550187»", "«212/555-0187»", "«212–555–0187»", "call «2125550187» now", "my number is «2125550187»",
        "«07911-123456»", "«(0161) 496 0123»", "«0176.12345678»", "«0711 123 456 78»", "«0 800 123 456»", "«07/12/34/56/78»", "llama al «612345678»", "«(91) 234 56 78»",
        "«333 1234567»", "«347/1234567»", "«020-1234567»", "«(020) 123 45 67»", "«044 668 1800»", "«06641234567»", "«0699 123 45 678»", "«22 123 45 67»", "«(22) 123 45 67»",
        "«501 234 567»", "«501-234-567»", "tel. «501234567»", "«11 91234-5678»", "«(21) 9 8765-4321»", "«(11) 91234 5678»", "«11 3456-7890»", "«98765 43210»", "«98765-43210»",
        "«09876543210»", "«1800 123 4567»", "«138 1234 5678»", "«138-1234-5678»", "«13812345678»", "请拨打«010-65529988»", "电话：«9876543»", "«（010）65529988»", "«09012345678»",
        "«03(1234)5678»", "«1300 123 456»", "«0412-345-678»", "tel «0049 171 2345678»",
    ];

    /// <summary>Cards, account numbers and addresses of machines.</summary>
    public static IReadOnlyList<string> Numbers { get; } =
    [
        "«2221 0012 3456 7896»", "«6011-1111-1111-1117»", "«3528 0000 0000 0007»", "«8600 1234 5678 0003»", "«4111.1111.1111.1111»", "«4111 - 1111 - 1111 - 1111»",
        "«4111  1111  1111  1111»", "«41111111 11111111»", "card No.«4111111111111111»", "-«4111111111111111»", "卡号«4111111111111111»是", "«6212345678900000003»",
        "«va59 0011 2300 0012 3456 78»", "«NL91-ABNA-0417-1643-00»", "«DE89.3704.0044.0532.0130.00»", "«DE89\u20093704\u20090044\u20090532\u20090130\u200900»",
        "«DE89  3704  0044  0532  0130  00»", "iban:«gb29nwbk60161331926819», bic", "«MT84MALT011000012345MTLCAST001S»", "«BR15 0000 0000 0000 1093 2840 814 P2»",
        "_«203.0.113.9»_", "«203.0.113.9»:8080", "http://[«2001:db8::1»]:8080/x", "«::ffff:192.0.2.128»", "«::ffff:c000:280»", "«64:ff9b::192.0.2.33»",
        "«2001:db8:3333:4444:5555:6666:1.2.3.4»", "ping «fe80::1%eth0» now", "http://[«fe80::1%25eth0»]/", "IPv6:«2001:db8::9»", "«2001:DB8::FF00:42:8329»/64",
    ];

    /// <summary>Secrets.</summary>
    public static IReadOnlyList<string> Secrets { get; } =
    [
        $"«sk-proj-{Run(74)}T3BlbkFJ{Run(74)}»", $"«sk-svcacct-{Run(60)}»", $"«sk-admin-{Run(60)}»", $"KEY='«sk-{Run(48)}»';", $"«sk-ant-admin01-{Run(95)}»", $"«sk-ant-api03-{Run(95)}»",
        $"«gho_{Run(36)}»", $"«ghu_{Run(36)}»", $"«ghs_{Run(36)}»", $"«ghr_{Run(36)}»", $"«ya29.a0{Run(60)}»", $"«1//0{Run(60)}»", $"«AQ.Ab8{Run(48)}»", $"«GOCSPX-{Run(28)}»",
        $"«xoxp-123456789012-123456789012-{Run(32, Hex)}»", $"«xoxe.xoxp-1-{Run(100)}»", $"«xoxd-{Run(20)}%2F{Run(20)}»", $"«xapp-1-A0123456789-1234567890123-{Run(64, Hex)}»",
        $"https://«hooks.slack.com/services/T0123456789/B0123456789/{Run(24)}»", $"https://«hooks.slack.com/workflows/T0123456789/A0123456789/123456789012345678/{Run(24)}»",
        $"«sk_test_{Run(24)}»", $"«rk_test_{Run(24)}»", $"«sk_live_51{Run(97)}»", $"«whsec_{Run(64, Hex)}»", $"SharedAccessKeyName=R;SharedAccessKey=«{Run(43)}=»;EntityPath=q",
        $"AZURE_OPENAI_KEY=«{Run(32, Hex)}»", $"\"clientSecret\": \"«{Run(3)}8Q~{Run(34)}»\"", $"key: «{Run(52)}JQQJ99{Run(26)}»", $"AzureKeyCredential(\"«{Run(32, Hex)}»\")",
        $"x-functions-key: «{Run(54)}==»", $"api_key = '«{Run(40)}»'", $"--secret-key «{Run(40)}»", $"<secretAccessKey>«{Run(40)}»</secretAccessKey>",
        $"set aws_secret_access_key «{Run(40)}»", $"«eyJhbGciOiJkaXIifQ..{Run(16)}.{Run(60)}.{Run(22)}»",
        $"«-----BEGIN OPENSSH PRIVATE KEY-----\n{Run(64)}\n-----END OPENSSH PRIVATE KEY-----»\nend",
        $"«-----BEGIN ENCRYPTED PRIVATE KEY-----\n{Run(64)}\n-----END ENCRYPTED PRIVATE KEY-----»\nend",
        $"«-----BEGIN EC PRIVATE KEY----- {Run(64)} -----END EC PRIVATE KEY-----» end",
        $"«-----BEGIN PGP PRIVATE KEY BLOCK-----\nVersion: 1\n\n{Run(64)}\n=abcd\n-----END PGP PRIVATE KEY BLOCK-----» end",
        $"«---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\n{Run(64)}\n---- END SSH2 ENCRYPTED PRIVATE KEY ----» end",
        $"«PuTTY-User-Key-File-3: ssh-rsa\n{Run(64)}\nPrivate-MAC: {Run(64, Hex)}» end",
    ];

    private static string Run(int length, string characters = "Ab3dEf7hIj9LmNoP5rSt") =>
        string.Concat(Enumerable.Range(0, length).Select(i => characters[(i * 7) % characters.Length]));
}
