namespace LlmAspire.FilterService.Rules.Secrets;

/// <summary>API keys, tokens and private keys, by the forms that their issuers publish.</summary>
internal static class SecretRules
{
    private const string NotInside = @"(?<![A-Za-z0-9_\-])";
    private const string Base64 = "[A-Za-z0-9+/]";

    // Every word could be the beginning of such a run, so a short one tells nothing.
    private const int TellingRun = 40;

    /// <summary>Makes the rules.</summary>
    /// <returns>The rules.</returns>
    public static IReadOnlyList<Rule> Create() =>
    [
        Redact(
            "private_key",
            "[PRIVATE_KEY]",
            new Detector("-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----")
            {
                RedactUntil = Until("-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----"),
                TellingLength = 12,
            },
            new Detector("(?<!-)---- BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY ----")
            {
                RedactUntil = Until("---- END [A-Z0-9 ]{0,40}PRIVATE KEY ----"),
                TellingLength = 12,
            },
            new Detector(@"PuTTY-User-Key-File-\d:") { RedactUntil = Until("Private-MAC: [0-9a-f]{40,64}(?![0-9a-f])"), TellingLength = 12 }),
        Redact("anthropic_key", "[ANTHROPIC_KEY]", new Detector(NotInside + @"sk-ant-[A-Za-z0-9_\-]{16,}")),
        Redact(
            "openai_key",
            "[OPENAI_KEY]",
            new Detector(NotInside + @"sk-(?:proj|svcacct|admin|None|service|or-v1)-[A-Za-z0-9_\-]{16,}"),
            new Detector(NotInside + @"sk-[A-Za-z0-9_\-]{20,}") { Check = LooksRandom }),
        Redact(
            "aws_key",
            "[AWS_KEY]",
            new Detector(@"(?<![A-Za-z0-9])(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])"),
            new Detector($"(?<![A-Za-z0-9+/]){Base64}{{40}}(?![A-Za-z0-9+/=])") { Gate = SecretContext.IsAwsSecret, TellingLength = TellingRun }),
        Redact(
            "github_token",
            "[GITHUB_TOKEN]",
            new Detector(@"(?<![A-Za-z0-9])gh[pousr]_[A-Za-z0-9]{30,255}"),
            new Detector("(?<![A-Za-z0-9])github_pat_[A-Za-z0-9_]{20,255}")),
        Redact(
            "google_key",
            "[GOOGLE_KEY]",
            new Detector(NotInside + @"AIza[A-Za-z0-9_\-]{33,40}(?![A-Za-z0-9_\-])"),
            new Detector(NotInside + @"GOCSPX-[A-Za-z0-9_\-]{20,40}"),
            new Detector(NotInside + @"(?:ya29\.|1//0|AQ\.Ab8)[A-Za-z0-9_\-]{30,}")),
        Redact(
            "slack_token",
            "[SLACK_TOKEN]",
            new Detector(NotInside + @"(?:xoxe\.)?xox[a-z]-[A-Za-z0-9%\-]{10,}"),
            new Detector(NotInside + @"xapp-\d-[A-Za-z0-9\-]{10,}"),
            new Detector(
                @"hooks\.slack(?:-gov)?\.com/(?:services|workflows|triggers)/[ET][A-Za-z0-9]{6,}"
                + "(?:/[A-Za-z0-9]{6,}){1,2}/[A-Za-z0-9]{16,}")),
        Redact(
            "stripe_key",
            "[STRIPE_KEY]",
            new Detector(NotInside + "[sre]k_(?:live|test|org|org_live|org_test)_[A-Za-z0-9]{16,}"),
            new Detector(NotInside + @"whsec_[A-Za-z0-9+/]{24,}={0,2}")),
        Redact(
            "azure_key",
            "[AZURE_KEY]",
            new Detector($"(?<![A-Za-z0-9+/\\-]){Base64}{{86}}==") { TellingLength = TellingRun },
            new Detector($"(?<![A-Za-z0-9+/]){Base64}{{32,}}={{0,2}}(?![A-Za-z0-9+/=])") { Gate = SecretContext.IsAccountKey, TellingLength = 20 },
            new Detector($"(?<![A-Za-z0-9+/%])[A-Za-z0-9+/%]{{40,}}={{0,2}}(?![A-Za-z0-9+/=%])") { Gate = SecretContext.IsSignature, TellingLength = 20 },
            new Detector("(?<![A-Za-z0-9])[A-Za-z0-9]{52}JQQJ99[A-Za-z0-9]{26}(?![A-Za-z0-9])") { TellingLength = TellingRun },
            new Detector($"(?<![A-Za-z0-9+/\\-]){Base64}{{33,46}}(?:AIoT|\\+ASb|\\+AEh|\\+ARm|AzCa|AzSe|AzFu)[A-Za-z0-9+/]{{6,7}}(?:=|==|(?![A-Za-z0-9+/=]))")
            {
                TellingLength = TellingRun,
            },
            new Detector(@"(?<![A-Za-z0-9_~.\-])[A-Za-z0-9_~.\-]{3}\dQ~[A-Za-z0-9_~.\-]{31,34}(?![A-Za-z0-9_~\-])")),
        Redact(
            "jwt",
            "[JWT]",
            new Detector(NotInside + @"eyJ[A-Za-z0-9_\-]{8,}\.eyJ[A-Za-z0-9_\-]{8,}\.[A-Za-z0-9_\-]*") { TellingLength = 10 },
            new Detector(NotInside + @"eyJ[A-Za-z0-9_\-]{8,}(?:\.[A-Za-z0-9_\-]*){3}\.[A-Za-z0-9_\-]{8,}") { TellingLength = 10 }),
        Redact(
            "api_token",
            "[API_TOKEN]",
            new Detector(
                NotInside + @"(?:hf_|gl(?:pat|rt|dt|ptt|ft)-|npm_|gsk_|xai-|do[opr]_v1_|pypi-|SG\.|pplx-|r8_|nvapi-"
                + @"|shp(?:at|ca|pa|ss)_|sq0(?:csp|atp)-|lin_api_|ntn_|dckr_(?:pat|oat)_|sntry[su]_|phx_|hvs\.|figd_|glsa_|ATATT3)[A-Za-z0-9_.\-]{20,}")
            {
                Check = LooksRandom,
            },
            new Detector(@"(?<![A-Za-z0-9_])[A-Za-z0-9_\-]{32,}(?![A-Za-z0-9_\-])")
            {
                Gate = SecretContext.IsApiKey,
                Check = HasDigitsAndLetters,
                TellingLength = 20,
            }),

    ];

    private static Patterns.PatternNode Until(string end) => Patterns.PatternParser.Parse(@"[\u0000-\uFFFE]*" + end, ignoreCase: false);

    private static Rule Redact(string name, string label, params Detector[] detectors) => new(name, label, RuleAction.Redact, detectors);

    // A placeholder ("your_api_key_goes_here") has no digits.
    private static bool HasDigitsAndLetters(ReadOnlySpan<char> text, int start, int end)
    {
        var digits = 0;
        foreach (var character in text[start..end])
        {
            digits += char.IsAsciiDigit(character) ? 1 : 0;
        }

        return digits >= 4 && digits < end - start;
    }

    // Class and package names with hyphens begin like a key too; a key has digits, and has them or capitals among its letters.
    private static bool LooksRandom(ReadOnlySpan<char> text, int start, int end)
    {
        var body = text[(start + 3)..end];
        return body.ContainsAnyInRange('0', '9') || (body.ContainsAnyInRange('A', 'Z') && body.ContainsAnyInRange('a', 'z'))
            || body.IndexOfAny('-', '_') < 0;
    }
}
