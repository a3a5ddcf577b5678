using LlmAspire.ServiceDefaults.Discovery;
using Microsoft.Extensions.Configuration;

namespace LlmAspire.Tests.ServiceDefaults;

public sealed class ServiceEndpointResolverTests
{
    [Theory]
    [InlineData("http://mock-llm/v1/models?a=b", "http://localhost:5082/v1/models?a=b")]
    [InlineData("https+http://mock-llm/", "http://localhost:5082/")]
    [InlineData("http://_admin.mock-llm/x", "http://localhost:9000/x")]
    [InlineData("https+http://both/", "https://localhost:7001/")]
    [InlineData("http://bare/", "http://10.0.0.1:81/")]
    [InlineData("http://prefixed/v1", "http://localhost:5083/base/v1")]
    public void A_logical_name_becomes_the_configured_address(string logical, string real) =>
        Assert.Equal(new Uri(real), Resolver().Resolve(new Uri(logical)));

    [Theory]
    [InlineData("http://api.example.com/v1")]
    [InlineData("http://127.0.0.1:8080/")]
    public void An_address_that_names_no_service_stays_as_it_is(string address) =>
        Assert.Equal(new Uri(address), Resolver().Resolve(new Uri(address)));

    [Fact]
    public void Several_addresses_of_a_service_are_taken_in_turn()
    {
        var resolver = Resolver();

        var taken = Enumerable.Range(0, 6).Select(_ => resolver.Resolve(new Uri("http://replicated/")).Port).ToList();

        Assert.Equal([5001, 5002, 5003], taken.Order().Distinct());
        Assert.All(taken.Zip(taken.Skip(3)), pair => Assert.Equal(pair.First, pair.Second));
    }

    [Fact]
    public void An_address_that_is_followed_is_taken_in_turn_and_found_again_when_the_configuration_changes()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["services:a:http:0"] = "http://x:1", ["services:a:http:1"] = "http://x:2" })
            .Build();
        using var address = new ServiceEndpointResolver(configuration).Follow(new Uri("http://a/v1"));

        string[] before = [address.Next(), address.Next(), address.Next()];
        configuration["services:a:http:1"] = "http://x:3";
        configuration.Reload();
        string[] after = [address.Next(), address.Next()];

        Assert.Equal(["http://x:1/v1", "http://x:2/v1"], before.Distinct().Order());
        Assert.Equal(before[0], before[2]);
        Assert.Equal(["http://x:1/v1", "http://x:3/v1"], after.Order());
    }

    private static ServiceEndpointResolver Resolver() => new(new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["services:mock-llm:http:0"] = "http://localhost:5082",
            ["services:mock-llm:admin:0"] = "http://localhost:9000",
            ["services:both:http:0"] = "http://localhost:7000",
            ["services:both:https:0"] = "https://localhost:7001",
            ["services:bare:http:0"] = "10.0.0.1:81",
            ["services:prefixed:http:0"] = "http://localhost:5083/base/",
            ["services:replicated:http:0"] = "http://localhost:5001",
            ["services:replicated:http:1"] = "http://localhost:5002",
            ["services:replicated:http:2"] = "http://localhost:5003",
        })
        .Build());
}
