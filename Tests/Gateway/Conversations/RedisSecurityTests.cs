using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;
using Microsoft.Extensions.Logging;

namespace LlmAspire.Tests.Gateway.Conversations;

/// <summary>Password and TLS, as they stand in the connection string.</summary>
public sealed class RedisSecurityTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_connection_with_TLS_and_a_password_keeps_conversations()
    {
        using var folder = new CertificateFolder();
        await using var redis = await folder.StartRedisAsync();
        await using var provider = await Upstream.StartAsync();
        await using var gateway = await GatewayProcess.StartAsync(
            provider,
            new Dictionary<string, string?> { ["SSL_CERT_FILE"] = folder.CertificateFile, ["SSL_CERT_DIR"] = folder.Empty },
            $"ConnectionStrings:redis=127.0.0.1:{redis.Port},password=p-1,ssl=true,sslHost=redis.test", "Gateway:Conversations:Timeout=00:00:10");

        await AskAsync(gateway.Client, "tls", 1);
        await AskAsync(gateway.Client, "tls", 2);

        Assert.Equal(["user: question 1", "assistant: answer 1", "user: question 2"], Upstream.Items(provider.TakeRequests()[1]));
        Assert.Equal("Healthy", await gateway.Client.GetStringAsync("/health", Cancelled));
    }

    public static TheoryData<string> Wrong => ["a certificate that nobody trusts", "TLS where there is none", "the wrong password", "no password"];

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task What_does_not_fit_is_no_history_one_warning_and_no_call_that_fails_or_waits_for_long(string wrong)
    {
        using var folder = new CertificateFolder();
        await using var redis = wrong == "a certificate that nobody trusts" ? await folder.StartRedisAsync() : await StartPlainAsync();
        await using var provider = await Upstream.StartAsync();
        var options = wrong switch
        {
            "a certificate that nobody trusts" => "password=p-1,ssl=true,sslHost=redis.test",
            "TLS where there is none" => "password=p-1,ssl=true",
            "the wrong password" => "password=p-2",
            _ => "",
        };
        await using var gateway = GatewayServer.Before(provider, ("ConnectionStrings:redis", $"127.0.0.1:{redis.Port},{options}"));

        var watch = Stopwatch.StartNew();
        await AskAsync(gateway.Client, "wrong", 1);
        await gateway.Log.WaitForAsync(entry => entry.Text.StartsWith("History is off", StringComparison.Ordinal));
        for (var i = 2; i < 30; i++)
        {
            await AskAsync(gateway.Client, "wrong", i);
        }

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(8));
        Assert.All(provider.TakeRequests(), request => Assert.Single(Upstream.Items(request)));
        Assert.Equal("Degraded", await gateway.Client.GetStringAsync("/health", Cancelled));
        Assert.Single(gateway.Log.Entries, entry => entry.Level >= LogLevel.Warning);
        Assert.DoesNotContain(gateway.Log.Entries, entry => entry.Text.Contains("p-1", StringComparison.Ordinal) || entry.Text.Contains("p-2", StringComparison.Ordinal));
    }

    private static async Task<RedisServer> StartPlainAsync()
    {
        var redis = new RedisServer();
        await redis.InitializeAsync();
        redis.Require();
        return redis;
    }

    private static async Task AskAsync(HttpClient gateway, string conversation, int number)
    {
        using var request = GatewayServer.Post(
            "/v1/chat/completions",
            $$"""{"model":"m","messages":[{"role":"user","content":"question {{number}}"}]}""", ("x-conversation-id", conversation));
        using var response = await gateway.SendAsync(request, Cancelled);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Cancelled));
    }

    /// <summary>A certificate of the test's own, for <c>redis.test</c>, signed by itself.</summary>
    private sealed class CertificateFolder : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("llmaspire-tls-");

        public CertificateFolder()
        {
            using var key = RSA.Create(2048);
            var request = new CertificateRequest("CN=redis.test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName("redis.test");
            names.AddIpAddress(IPAddress.Loopback);
            request.CertificateExtensions.Add(names.Build());
            using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
            File.WriteAllText(CertificateFile, certificate.ExportCertificatePem());
            File.WriteAllText(KeyFile, key.ExportPkcs8PrivateKeyPem());
            Directory.CreateDirectory(Empty);
        }

        public string CertificateFile => Path.Combine(_folder.FullName, "redis.crt");

        public string Empty => Path.Combine(_folder.FullName, "none");

        private string KeyFile => Path.Combine(_folder.FullName, "redis.key");

        public async Task<RedisServer> StartRedisAsync()
        {
            var redis = new RedisServer(
                "--port", "0", "--tls-port", RedisServer.PortMark, "--tls-cert-file", CertificateFile, "--tls-key-file", KeyFile, "--tls-ca-cert-file", CertificateFile,
                "--tls-auth-clients", "no");
            await redis.InitializeAsync();
            redis.Require();
            return redis;
        }

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
