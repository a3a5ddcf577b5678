using LlmAspire.LocalHosting.Redis;

namespace LlmAspire.Tests.LocalHosting.Redis;

public sealed class RedisAddressTests
{
    [Theory]
    [InlineData("cache", "cache", 6379)]
    [InlineData("localhost:7000", "localhost", 7000)]
    [InlineData("first:7000,second:7001,abortConnect=false", "first", 7000)]
    [InlineData("[::1]:7000", "::1", 7000)]
    [InlineData("[::1]", "::1", 6379)]
    public void The_first_endpoint_of_a_connection_string_is_the_address(string given, string host, int port)
    {
        var address = RedisAddress.Parse(given);

        Assert.Equal((host, port), (address.Host, address.Port));
    }

    [Fact]
    public void Credentials_and_encryption_are_read_from_the_options_in_any_case()
    {
        var address = RedisAddress.Parse("cache:7000, User=app, PASSWORD=a=b==, ssl=True");

        Assert.Equal(new RedisAddress("cache", 7000, "app", "a=b==", Tls: true), address);
    }

    [Theory]
    [InlineData("")]
    [InlineData("password=secret")]
    [InlineData("cache:port,password=secret")]
    [InlineData("cache:70000,password=secret")]
    public void A_connection_string_without_a_usable_address_is_refused_without_being_quoted(string given)
    {
        var error = Assert.Throws<FormatException>(() => RedisAddress.Parse(given));

        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }
}
